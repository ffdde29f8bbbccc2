/** What waits for a decision, line by line: one is open beside the list, some are picked to be accepted together. */
import { Button, Checkbox } from "antd";
import dayjs from "dayjs";
import { useEffect, useRef } from "react";
import { useMe } from "@/app/session";
import { t } from "@/i18n";
import { instantText } from "@/ui/time";
import type { ReviewDeskRow } from "./api";
import { itemTitle, timingText } from "./state";

/** From so many days on, how long a report has waited is said: it weighs on whoever waits. */
const WAITED_LONG = 2;

interface Props {
  rows: ReviewDeskRow[];
  chosen: string | undefined;
  /** A key chose it. */
  isByKey: boolean;
  choose: (submission: string) => void;
  picked: string[];
  setPicked: (make: (before: string[]) => string[]) => void;
  /** Reads on; null when the list is whole. */
  more: (() => void) | null;
}

export function ReviewList({ rows, chosen, isByKey, choose, picked, setPicked, more }: Props) {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const line = list.current?.querySelector("[aria-current=true]");
    if (list.current === null || line == null) return;
    keepInside(list.current, line);
    // Where the list does not fit below what stands above it, the page moves by as much as is hidden.
    if (isByKey) line.scrollIntoView({ block: "nearest" });
  }, [chosen, isByKey]);
  return (
    <nav ref={list} className="panel review-list" style={{ padding: 0 }} aria-label={t("review.list")}>
      {rows.map((row) => (
        <Line
          key={row.submission_id}
          row={row}
          isChosen={row.submission_id === chosen}
          isPicked={picked.includes(row.submission_id)}
          choose={() => choose(row.submission_id)}
          pick={(on) =>
            setPicked((before) =>
              on ? [...before, row.submission_id] : before.filter((id) => id !== row.submission_id),
            )
          }
        />
      ))}
      {more !== null && (
        <Button block type="link" onClick={more}>
          {t("common.more")}
        </Button>
      )}
    </nav>
  );
}

/** The list moves, and not the page, which stays at the report beside or below it. */
function keepInside(list: HTMLElement, line: Element): void {
  const [inner, outer] = [line.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
}

function Line({ row, isChosen, isPicked, choose, pick }: {
  row: ReviewDeskRow;
  isChosen: boolean;
  isPicked: boolean;
  choose: () => void;
  pick: (on: boolean) => void;
}) {
  const { obligation } = row;
  const waited = dayjs(useMe().now).diff(row.submitted_at, "day");
  return (
    <div style={{ display: "flex", alignItems: "stretch" }}>
      <Checkbox
        style={{ padding: "12px 4px 0 12px", alignItems: "flex-start" }}
        aria-label={`${obligation.unit.name} ${obligation.title} ${obligation.period_title}`}
        disabled={!row.may_decide}
        checked={isPicked}
        onChange={(event) => pick(event.target.checked)}
      />
      <button type="button" className="list-item" aria-current={isChosen} onClick={choose}>
        <strong>{obligation.unit.name}</strong>
        <div>
          {itemTitle(obligation)}
        </div>
        <div className="soft">
          {instantText(row.submitted_at)} · {timingText(obligation)}
          {obligation.version > 1 && ` · ${t("obligation.version", { number: obligation.version })}`}
        </div>
        <div className="soft">
          {t("review.awaits", { step: row.step_title })}
          {waited >= WAITED_LONG && ` · ${t("review.waited", { days: waited })}`}
        </div>
        {!row.may_decide && <div className="soft">{t("review.own_report")}</div>}
      </button>
    </div>
  );
}
