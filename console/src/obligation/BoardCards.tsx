/** The board where there is no room for a table: a card for each unit, its trouble in the first line, the rest inside. */
import { Link } from "react-router";
import { mark, t, word } from "@/i18n";
import { Panel } from "@/ui/Page";
import { StateMark, type Tone } from "@/ui/StateMark";
import { deadlineText, planWords } from "@/ui/time";
import { BoardCell } from "./BoardCell";
import type { Board } from "./BoardPage";
import type { ObligationState } from "./api";
import { ObligationStateMark, PRESSING, WAITING, itemTitle } from "./state";
import { Below, wholeOf } from "./Whole";

type Row = Board["rows"][number];

/** What somebody has to do something about, the worst first. */
const TROUBLE: ObligationState[] = [...PRESSING, ...WAITING];

/** A paper that differs is as much in the way as one that never came. */
const PAPERS: { paper: Row["cells"][number]["paper"] & string; tone: Tone }[] = [
  { paper: "missing", tone: "bad" },
  { paper: "mismatch", tone: "warn" },
];

export function BoardCards({ view }: { view: Board }) {
  return (
    <Panel title={t("board.units")}>
      {view.rows.map((row) => (
        <Card key={row.unit.id} view={view} row={row} />
      ))}
    </Panel>
  );
}

function Card({ view, row }: { view: Board; row: Row }) {
  const whole = wholeOf(view, row);
  return (
    <details className="unit-card" data-unit={row.unit.key}>
      <summary>
        <strong>{row.unit.name}</strong>
        <span className="soft">{t("board.cells", { count: row.cells.length })}</span>
        {TROUBLE.map((state) => ({ state, count: row.cells.filter((cell) => cell.state === state).length }))
          .filter(({ count }) => count > 0)
          .map(({ state, count }) => (
            <span key={state}>
              <ObligationStateMark state={state} small /> {count}
            </span>
          ))}
        {PAPERS.map(({ paper, tone }) => ({ paper, tone, count: row.cells.filter((cell) => cell.paper === paper).length }))
          .filter(({ count }) => count > 0)
          .map(({ paper, tone, count }) => (
            <span key={paper}>
              <StateMark tone={tone} text={word("board_paper", paper)} small /> {count}
            </span>
          ))}
        {/* What stands before it is of the unit alone. */}
        {whole.due > 0 && (
          <span className="soft">
            {t("board.whole")}
            {mark.colon}
            {t("board.column_in_time", whole)}
          </span>
        )}
      </summary>
      <Below view={view} row={row} />
      <dl className="row-card">
        {row.cells.map((cell) => {
          const column = view.columns[cell.column];
          return column === undefined ? null : (
            <div key={cell.obligation_id} className="unit-cell">
              <dt>
                {itemTitle(column)}
                <div className="soft">{planWords(column.due_text) ?? deadlineText(column.due_at)}</div>
              </dt>
              <dd>
                <BoardCell cell={cell} kind={column.kind} />
              </dd>
            </div>
          );
        })}
      </dl>
      {row.unit.id !== view.unit.id && <Link to={`/board?unit=${row.unit.id}`}>{t("board.below")}</Link>}
    </details>
  );
}
