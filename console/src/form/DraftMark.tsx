import { Alert, Button } from "antd";
import type { ReactNode } from "react";
import { mark, t } from "@/i18n";
import { StateMark, type Tone } from "@/ui/StateMark";
import { clockText, exactText } from "@/ui/time";
import type { DraftState } from "./draft";

const TONE: Record<DraftState["name"], Tone> = {
  clean: "quiet",
  waiting: "going",
  saving: "going",
  saved: "good",
  failed: "bad",
  conflict: "warn",
};

/** Says all the time whether what was typed is safe. */
export function DraftMark({ state, hasDraft = true }: { state: DraftState; hasDraft?: boolean }) {
  return (
    <span className="draft-mark" aria-live="polite" data-testid="draft-state" data-state={state.name}>
      {/* Before anything was written there is no draft that could be the latest. */}
      {(hasDraft || state.name !== "clean") && <StateMark tone={TONE[state.name]} text={text(state)} />}
    </span>
  );
}

function text(state: DraftState): string {
  switch (state.name) {
    case "clean":
      return t("draft.clean");
    case "waiting":
      return t("draft.waiting");
    case "saving":
      return t("draft.saving");
    case "saved":
      return t("draft.saved", { time: clockText(state.at) });
    case "failed":
      return state.isAway ? t("draft.away") : `${t("draft.failed")}${mark.colon}${state.message}`;
    case "conflict":
      return t("draft.conflict");
  }
}

interface ConflictProps {
  /** Who saved the other version and when, where that is known. */
  theirs?: { by: string; at: string } | null;
  /** What differs, once the other version is here. */
  unlike?: ReactNode;
  takeTheirs: () => void;
  keepMine: () => void;
}

export function ConflictNotice({ theirs = null, unlike, takeTheirs, keepMine }: ConflictProps) {
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={t("draft.conflict")}
      description={
        <>
          <p>{t("draft.conflict_help")}</p>
          {theirs !== null && <p data-testid="theirs">{t("draft.theirs", { by: theirs.by, at: exactText(theirs.at) })}</p>}
          {unlike}
          <Button size="small" onClick={takeTheirs}>
            {t("draft.take_theirs")}
          </Button>{" "}
          <Button size="small" onClick={keepMine}>
            {t("draft.keep_mine")}
          </Button>
        </>
      }
    />
  );
}
