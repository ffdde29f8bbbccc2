/** A table as a file that spreadsheets open: UTF-8 with a mark that says so, or Excel takes it for GBK. Pure. */

/**
 * Text that a spreadsheet would take for a formula is marked, by the same rule as in the server's exports: people type
 * what stands in these cells, and `=HYPERLINK(…)` must stay text on the computer of whoever opens the file. A figure
 * below nought is no formula.
 */
function harmless(cell: string): string {
  if (/^-?[\d,]+(\.\d+)?%?$/.test(cell)) return cell;
  return /^['\s]*[=+\-@＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  const text = harmless(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf(rows: string[][]): string {
  return `\ufeff${rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("")}`;
}

/** Hands the browser a file to save. */
export function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/**
 * What a table shows, row by row, as it shows it: a column that is not on the screen is not in the file, and words of
 * states and dates are those that people read. Cells say their column, so that cards are read like rows.
 */
export function shownCells(table: Element, columns: number[]): string[][] {
  return [...table.querySelectorAll("tr[data-row]")].map((row) =>
    columns.map((at) => cellText(row.querySelector(`[data-column="${at}"]`))),
  );
}

/** What is drawn for the eye only, a dash for nothing among it, is nothing. */
function cellText(cell: Element | null): string {
  const text = cell instanceof HTMLElement ? cell.innerText.trim() : "";
  return text === "—" ? "" : text.replace(/\s*\n\s*/g, "\n");
}
