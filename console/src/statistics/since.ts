/** A frozen table beside the records: what was signed otherwise, and what has moved since. Pure. */
import type { TableCell, TableColumn, TableRow, TableView } from "./api";

/** Of the figure of the unit itself, with everything below it. */
const WHOLE = "";

export function figureKey(indicator: string, column?: Pick<TableColumn, "unit_id" | "own">): string {
  return `${indicator}/${column === undefined ? WHOLE : `${column.unit_id}/${column.own}`}`;
}

/** The figure of the unit itself as the table shows it: what it signed where that is asked for, else the sum. */
export function wholeOf(view: Pick<TableView, "basis">, row: TableRow): TableCell {
  const signed = view.basis === "confirmed" ? row.confirmed : null;
  const figure = signed ?? { mark: "counted", value: row.total, records: 0 };
  if (view.basis !== "confirmed" || row.live === undefined) return { ...figure, live: null };
  return { ...figure, live: row.live === figure.value && figure.mark === "counted" ? null : row.live };
}

/** What the records said then: a figure without a second value is that of the records. */
const recordsOf = (cell: TableCell) => cell.live ?? cell.value;

interface Figure {
  key: string;
  cell: TableCell;
}

function figuresOf(view: TableView): Figure[] {
  return view.sections.flatMap(({ rows }) =>
    rows.flatMap((row) => [
      { key: figureKey(row.indicator), cell: wholeOf(view, row) },
      ...view.columns.flatMap((column, at) => {
        const cell = row.cells[at];
        return cell === undefined ? [] : [{ key: figureKey(row.indicator, column), cell }];
      }),
    ]),
  );
}

/** How many figures of the table are others than those of its records. */
export function signedOtherwise(view: TableView): number {
  return figuresOf(view).filter(({ cell }) => cell.live != null).length;
}

/** The figures of the records as they are now, where they are others than when the table was frozen. */
export function movedSince(frozen: TableView, now: TableView): Map<string, number> {
  const live = new Map(figuresOf({ ...now, basis: "live" }).map(({ key, cell }) => [key, cell.value]));
  return new Map(
    figuresOf(frozen).flatMap(({ key, cell }) => {
      const value = live.get(key);
      return value === undefined || value === recordsOf(cell) ? [] : [[key, value] as const];
    }),
  );
}
