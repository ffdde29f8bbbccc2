/** The words and shapes of an obligation's state. */
import { Tag } from "antd";
import type { Schemas } from "@/api/types";
import { t, word } from "@/i18n";
import { StateMark, type Tone } from "@/ui/StateMark";
import type { ObligationRow, ObligationState } from "./api";

export const TONE: Record<ObligationState, Tone> = {
  not_yet_open: "quiet",
  open: "quiet",
  due_soon: "warn",
  overdue: "bad",
  submitted: "going",
  under_review: "going",
  returned: "warn",
  accepted_on_time: "good",
  accepted_late: "good",
  waived: "void",
};

export const STATES = Object.keys(TONE) as ObligationState[];

/** What somebody may be urged for, the worst first. */
export const PRESSING: ObligationState[] = ["overdue", "returned", "due_soon"];

/** What the unit still has to hand in or to meet. */
export const TO_DO: ObligationState[] = ["open", "due_soon", "overdue", "returned"];
/** What waits for a decision. */
export const WAITING: ObligationState[] = ["submitted", "under_review"];

export function ObligationStateMark({ state, small = false }: { state: ObligationState; small?: boolean }) {
  return <StateMark tone={TONE[state]} text={word("state", state)} small={small} />;
}

const PAPER_TONE: Record<ObligationRow["paper"], Tone> = {
  not_wanted: "void",
  expected: "quiet",
  missing: "bad",
  received: "good",
  mismatch: "warn",
};

export function PaperMark({ paper, small = false }: { paper: ObligationRow["paper"]; small?: boolean }) {
  return <StateMark tone={PAPER_TONE[paper]} text={word("paper", paper)} small={small} />;
}

/** The sealed paper should be here and is not, or what came does not agree. */
export const owesPaper = ({ paper }: Pick<ObligationRow, "paper">) => paper === "missing" || paper === "mismatch";

/** Said beside a state: nothing where the paper is as it should be. */
export function PaperOwed({ row }: { row: Pick<ObligationRow, "paper"> }) {
  return owesPaper(row) ? <StateMark tone={PAPER_TONE[row.paper]} text={word("board_paper", row.paper)} small /> : null;
}

export const lacksOnlyPaper = (row: Pick<ObligationRow, "paper" | "state">) => owesPaper(row) && !PRESSING.includes(row.state);

/** Hard duties go without saying; the soft ones are marked. */
export function SoftTag({ row }: { row: Pick<ObligationRow, "modality"> }) {
  return row.modality === "soft" ? <Tag>{t("obligation.soft")}</Tag> : null;
}

/** How far a quota or a coverage is. */
export function countText(row: Pick<ObligationRow, "kind" | "counted" | "at_least">): string | null {
  if (row.kind === "deliver") return null;
  return t(row.kind === "quota" ? "obligation.quota_count" : "obligation.coverage_count", {
    counted: row.counted,
    at_least: row.at_least,
  });
}

/** In time or late is what the first version was: whoever answers a return was not late by that. */
export function timingText({ version, timing }: { version: number; timing: Schemas["ObligationTiming"] }): string {
  const said = word("timing", timing);
  return version > 1 ? t("obligation.timing_first", { timing: said }) : said;
}

/** The deadline that holds now: that of the return, when there is one. */
export function deadlineOf(row: ObligationRow): string {
  return row.returned_until ?? row.due_at;
}

interface Titled {
  title: string;
  period_title: string;
}

/** There is no other period, or the title names it. */
export function saysItsPeriod({ title, period_title }: Titled): boolean {
  return title.includes(period_title);
}

/** What the plan calls it, with the period where the title does not say it already. */
export function itemTitle(item: Titled): string {
  return saysItsPeriod(item) ? item.title : `${item.title} · ${item.period_title}`;
}
