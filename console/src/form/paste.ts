/** Cells that were copied in a spreadsheet, put into a table of the form; what cannot be taken is told cell by cell. Pure. */
import type { FormField } from "@/api/types";
import { t } from "@/i18n";
import { checkValue, type Problems } from "./check";
import { dayOf, integerOf, type TableRow } from "./content";

/** A cell that was not taken: where it would have gone, and why not. */
export interface Refused {
  /** Counted from 1, as people count rows. */
  row: number;
  message: string;
}

export interface Pasted {
  rows: TableRow[];
  refused: Refused[];
}

/** A single value goes into its control as the browser does it. */
export function isTable(text: string): boolean {
  return cellsOf(text).some((line, at) => at > 0 || line.length > 1);
}

/**
 * Lines and tabs. Spreadsheets put a cell with line breaks or tabs between quotation marks and double those inside it;
 * a cell that merely begins with one comes as it is, so a quotation counts only if a border follows its end.
 */
export function cellsOf(copied: string): string[][] {
  const text = copied.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const lines: string[][] = [[]];
  let at = 0;
  while (at <= text.length) {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(text.slice(at));
    const plain = quoted === null ? (/^[^\t\n]*/.exec(text.slice(at))?.[0] ?? "") : "";
    lines[lines.length - 1]!.push(quoted === null ? plain : quoted[1]!.replaceAll('""', '"'));
    at += quoted === null ? plain.length : quoted[0].length;
    if (text[at] === "\n") lines.push([]);
    at += 1;
  }
  return lines;
}

/** One cell as the answer of its column. A choice is found by its title as well. */
export function cellValue(column: FormField, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  switch (column.kind) {
    case "integer":
      return integerOf(trimmed);
    case "choice":
      return column.options.find(({ value, title }) => value === trimmed || title === trimmed)?.value ?? trimmed;
    case "date":
      return dayOf(trimmed);
    case "text":
    case "long_text":
    case "table":
      return trimmed;
  }
}

/** The headings of the table itself, copied along with the rows. */
function isHeading(cells: string[], columns: FormField[]): boolean {
  const said = cells.map((cell, at) => [cell.trim(), columns[at]?.title] as const).filter(([cell]) => cell !== "");
  return said.length > 0 && said.every(([cell, title]) => cell === title);
}

/** Puts cells over the rows, beginning at one; rows that do not exist yet are made, as far as there may be any. */
export function pasted(
  rows: TableRow[],
  columns: FormField[],
  at: { row: number; column: number },
  text: string,
  rowsMax: number,
): Pasted {
  const next = rows.map((row) => ({ ...row }));
  const refused: Refused[] = [];
  const all = cellsOf(text);
  const lines = isHeading(all[0] ?? [], columns.slice(at.column)) ? all.slice(1) : all;
  lines.forEach((cells, down) => {
    const index = at.row + down;
    if (index >= rowsMax) return;
    const row = (next[index] ??= {});
    cells.forEach((cell, across) => {
      const column = columns[at.column + across];
      const message = column === undefined ? beyond(cell) : take(column, cell, row);
      if (message !== null) refused.push({ row: index + 1, message });
    });
  });
  const left = at.row + lines.length - rowsMax;
  if (left > 0) refused.push({ row: rowsMax + 1, message: t("paste.rows_left", { count: left, max: rowsMax }) });
  return { rows: next, refused };
}

function beyond(cell: string): string | null {
  return cell.trim() === "" ? null : t("paste.no_column", { text: short(cell) });
}

/** Puts one cell into the row; a value that its column does not take leaves what stood there, and says why. */
function take(column: FormField, cell: string, row: TableRow): string | null {
  const value = cellValue(column, cell);
  const problems: Problems = new Map();
  if (value !== undefined) checkValue(column, value, "", problems);
  const problem = problems.get("");
  if (problem !== undefined) return t("paste.refused", { text: short(cell), problem });
  row[column.key] = value;
  return null;
}

const SHOWN_CHARS_MAX = 20;

function short(cell: string): string {
  const letters = [...cell.trim()];
  return letters.length > SHOWN_CHARS_MAX ? `${letters.slice(0, SHOWN_CHARS_MAX).join("")}…` : letters.join("");
}
