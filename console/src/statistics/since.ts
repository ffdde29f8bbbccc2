/** A frozen table beside the records: what was signed otherwise, and what has moved since. Pure. */
import type { TextKey } from "@/i18n";
import type { TableCell, TableColumn, TableRow, TableView } from "./api";

/** Of the figure of the unit itself, with everything below it. */
const WHOLE = "";

export function figureKey(indicator: string, column?: Pick<TableColumn, "unit_id" | "own">): string {
  return `${indicator}/${column === undefined ? WHOLE : `${column.unit_id}/${column.own}`}`;
}

/**
 * A figure beside its records. Two moments must not be taken for one: `cell.live` is what the records said when a unit
 * corrected its figure, `ledger` what they said when the table was made.
 */
export interface Figure {
  cell: TableCell;
  /** Null where the table does not hold it: older frozen tables keep of a unit below only what that unit has signed. */
  ledger: number | null;
}

/**
 * What is said of a column under its name. A unit that does not exist yet has nothing to sign; what a unit keeps itself is
 * signed with the table, and by nobody apart.
 */
export function standingOf({ basis }: Pick<TableView, "basis">, column: TableColumn, unbegun?: ReadonlySet<string>): TextKey | null {
  if (column.own) return null;
  if (column.confirmed_at == null && unbegun?.has(column.unit_id) === true) return "unit.not_begun";
  if (basis !== "confirmed") return null;
  return column.confirmed_at == null ? "statistics.unconfirmed" : "statistics.confirmed";
}

/** The figure of the unit itself as the table shows it: what it signed where that is asked for, else the sum. */
export function wholeOf(view: Pick<TableView, "basis">, row: TableRow): Figure {
  const sum: TableCell = { mark: "counted", value: row.total, records: 0 };
  if (view.basis !== "confirmed") return { cell: sum, ledger: row.total };
  return { cell: row.confirmed ?? sum, ledger: row.live ?? null };
}

export function columnOf(view: Pick<TableView, "basis">, column: TableColumn, cell: TableCell): Figure {
  const isOfRecords = view.basis === "live" || column.own || column.confirmed_at == null;
  return { cell, ledger: isOfRecords ? cell.value : (cell.ledger ?? null) };
}

/** Somebody gave a reason for it; the server asks for one whenever a figure is not that of the records. */
export const isCorrected = (cell: TableCell) => cell.reason != null;

/** The records of the table's own time where they say something else, unless the correction says that number already. */
export function ledgerBeside({ cell, ledger }: Figure): number | null {
  if (ledger === null || (cell.mark === "counted" && ledger === cell.value)) return null;
  return isCorrected(cell) && cell.live === ledger ? null : ledger;
}

function figuresOf(view: TableView): (Figure & { key: string })[] {
  return view.sections.flatMap(({ rows }) =>
    rows.flatMap((row) => [
      { key: figureKey(row.indicator), ...wholeOf(view, row) },
      ...view.columns.flatMap((column, at) => {
        const cell = row.cells[at];
        return cell === undefined ? [] : [{ key: figureKey(row.indicator, column), ...columnOf(view, column, cell) }];
      }),
    ]),
  );
}

/** How many figures were corrected, and how many others differ from the records of the table's own time. */
export function signedOtherwise(view: TableView): { corrected: number; behind: number } {
  const all = figuresOf(view);
  return {
    corrected: all.filter(({ cell }) => isCorrected(cell)).length,
    behind: all.filter((one) => ledgerBeside(one) !== null).length,
  };
}

/** The figures of the records as they are now, where they are others than when the table was frozen. */
export function movedSince(frozen: TableView, now: TableView): Map<string, number> {
  const live = new Map(figuresOf({ ...now, basis: "live" }).map(({ key, cell }) => [key, cell.value]));
  return new Map(
    figuresOf(frozen).flatMap(({ key, ledger }) => {
      const value = live.get(key);
      return ledger === null || value === undefined || value === ledger ? [] : [[key, value] as const];
    }),
  );
}

/** A signed figure that does not hold what the records have come to since. */
export interface Behind {
  key: string;
  unit: string;
  title: string;
  signed: TableCell;
  now: number;
}

/** What a table of signed figures would say that is older than the records, unit by unit. */
export function behindRecords(signed: TableView, live: TableView): Behind[] {
  const now = new Map(figuresOf({ ...live, basis: "live" }).map(({ key, cell }) => [key, cell.value]));
  const older = (key: string, unit: string, title: string, cell: TableCell, value: number | undefined): Behind[] =>
    // A figure that was not corrected is what the records said when it was signed.
    value === undefined || value === (cell.live ?? cell.value) ? [] : [{ key, unit, title, signed: cell, now: value }];
  return signed.sections.flatMap(({ rows }) =>
    rows.flatMap((row) => [
      ...(row.confirmed == null ? [] : older(figureKey(row.indicator), signed.unit_name, row.title, row.confirmed, row.live)),
      ...signed.columns.flatMap((column, at) => {
        const cell = row.cells[at];
        if (cell === undefined || column.own || column.confirmed_at == null) return [];
        const key = figureKey(row.indicator, column);
        return older(key, column.name, row.title, cell, now.get(key));
      }),
    ]),
  );
}
