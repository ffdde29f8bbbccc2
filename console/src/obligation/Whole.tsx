/** A row of the board as one figure: the unit with everything below it, which is what its tile on the wall says. */
import { t } from "@/i18n";
import type { Board } from "./BoardPage";
import { number, share } from "./counts";
import { ObligationStateMark, PRESSING } from "./state";

interface Props {
  view: Board;
  row: Board["rows"][number];
}

/** The rows under it are below the unit whose board it is. */
const isTopOf = (view: Board, row: Props["row"]) => row.unit.id === view.unit.id;

export function wholeOf(view: Board, row: Props["row"]): { in_time: number; due: number } {
  return isTopOf(view, row) ? share(view.total) : share(row.own, row.below);
}

export function Whole({ view, row }: Props) {
  const { in_time, due } = wholeOf(view, row);
  return (
    <>
      {due === 0 ? "—" : t("board.column_in_time", { in_time, due })}
      <Below view={view} row={row} />
    </>
  );
}

/** What of it is not the unit's own. */
export function Below({ view, row }: Props) {
  if (isTopOf(view, row)) return null;
  const troubles = PRESSING.map((state) => ({ state, count: number([state], row.below) })).filter(({ count }) => count > 0);
  return (
    <>
      {row.below.due > 0 && (
        <div className="soft">{t("board.below_count", { in_time: row.below.in_time, due: row.below.due })}</div>
      )}
      {troubles.map(({ state, count }) => (
        <div key={state}>
          <ObligationStateMark state={state} small /> {t("board.below_state", { count })}
        </div>
      ))}
    </>
  );
}
