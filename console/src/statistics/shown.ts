/** The table as rows of words, as it stands on the screen: for whoever wants it in a spreadsheet. Pure. */
import { t, word } from "@/i18n";
import type { TableCell, TableView } from "./api";

function figure(cell: TableCell): string {
  return cell.mark === "counted" ? String(cell.value) : word("mark", cell.mark);
}

export function shownRows(view: TableView): string[][] {
  // What the unit has signed stands beside what its records say.
  const isSigned = view.sections.some(({ rows }) => rows.some(({ confirmed }) => confirmed != null));
  const head = [t("statistics.indicator"), t("statistics.base_unit"), view.unit_name];
  const signedHead = isSigned ? [`${view.unit_name} ${t("statistics.signed_head")}`] : [];
  return [
    [...head, ...signedHead, ...view.columns.map(({ name }) => name)],
    ...view.sections.flatMap((section) => [
      [section.title],
      ...section.rows.map((row) => [
        row.title,
        row.unit,
        String(row.total),
        ...(isSigned ? [row.confirmed == null ? "" : figure(row.confirmed)] : []),
        ...view.columns.map((_, at) => (row.cells[at] === undefined ? "" : figure(row.cells[at]))),
      ]),
    ]),
  ];
}
