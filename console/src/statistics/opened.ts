/** A figure that was opened, by its key in the address: what the address cannot hold is read from the table again. Pure. */
import type { TableView } from "./api";
import { columnOf, figureKey, wholeOf, type Figure } from "./since";

export interface Opened {
  key: string;
  indicator: string;
  title: string;
  unit: string;
  unitName: string;
  own: boolean;
  /** What the table shows, and beside it what its records said. */
  figure: Figure;
}

/** Nothing for a key of another table, or of a figure that this one no longer has. */
export function openedBy(view: TableView, key: string): Opened | null {
  for (const row of view.sections.flatMap(({ rows }) => rows)) {
    const { indicator, title } = row;
    if (key === figureKey(indicator)) {
      return { key, indicator, title, unit: view.unit_id, unitName: view.unit_name, own: false, figure: wholeOf(view, row) };
    }
    const at = view.columns.findIndex((column) => key === figureKey(indicator, column));
    const [column, cell] = [view.columns[at], row.cells[at]];
    if (column !== undefined && cell !== undefined) {
      return { key, indicator, title, unit: column.unit_id, unitName: column.name, own: column.own, figure: columnOf(view, column, cell) };
    }
  }
  return null;
}
