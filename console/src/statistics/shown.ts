/** The table as rows of words, as it stands on the screen: for whoever wants it in a spreadsheet. Pure. */
import { mark, t, word } from "@/i18n";
import type { Basis, TableCell, TableColumn, TableRow, TableView } from "./api";
import { columnOf, isCorrected, ledgerBeside, standingOf, wholeOf, type Figure } from "./since";

/** The figures of one unit. What the screen says beside them has columns of its own, so that a figure stays a number. */
interface Block {
  name: string;
  /** Whose figures they are and whether somebody signed for them, as the heading says. */
  standing: string[];
  figure: (row: TableRow) => Figure | null;
}

interface Spread {
  head: string;
  cell: (row: TableRow) => string;
}

export function shownRows(view: TableView, unbegun?: ReadonlySet<string>): string[][] {
  const rows = view.sections.flatMap((section) => section.rows);
  const spread = blocksOf(view, rows, unbegun).flatMap((block) => spreadOf(block, rows));
  return [
    [t("statistics.indicator"), t("statistics.base_unit"), ...spread.map(({ head }) => head)],
    ...view.sections.flatMap((section) => [
      [section.title],
      ...section.rows.map((row) => [row.title, row.unit, ...spread.map(({ cell }) => cell(row))]),
    ]),
  ];
}

function blocksOf(view: TableView, rows: TableRow[], unbegun: ReadonlySet<string> | undefined): Block[] {
  const isSigned = view.basis === "confirmed";
  const name = `${view.unit_name} ${t("statistics.whole")}`;
  const whole: Block = {
    name,
    standing: [t("statistics.with_below"), word("basis", view.basis), ...(isSigned ? [signedText(view.confirmed != null)] : [])],
    figure: (row) => wholeOf(view, row),
  };
  // What the unit has signed stands beside what its records say.
  const beside: Block = {
    name,
    standing: [t("statistics.with_below"), word("basis", "confirmed")],
    figure: ({ confirmed }) => (confirmed == null ? null : { cell: confirmed, ledger: null }),
  };
  return [
    whole,
    ...(!isSigned && rows.some(({ confirmed }) => confirmed != null) ? [beside] : []),
    ...view.columns.map((column, at) => columnBlock(view, column, at, unbegun)),
  ];
}

function columnBlock(view: TableView, column: TableColumn, at: number, unbegun: ReadonlySet<string> | undefined): Block {
  const isAsked = view.basis === "confirmed" && !column.own;
  const standing = standingOf(view, column, unbegun);
  const basis: Basis = isAsked && column.confirmed_at != null ? "confirmed" : "live";
  return {
    name: column.own ? t("statistics.own_column") : column.name,
    standing: [
      word("basis", basis),
      ...(standing === null ? [] : [t(standing)]),
      ...(column.excluded ? [t("statistics.excluded")] : []),
    ],
    figure: ({ cells }) => (cells[at] === undefined ? null : columnOf(view, column, cells[at])),
  };
}

const signedText = (isSigned: boolean) => t(isSigned ? "statistics.confirmed" : "statistics.unconfirmed");

/** A column for the figures, and one for each thing that is said beside some of them. */
function spreadOf({ name, standing, figure }: Block, rows: TableRow[]): Spread[] {
  const shown = (about: (figure: Figure) => string) => (row: TableRow) => {
    const one = figure(row);
    return one === null ? "" : about(one);
  };
  const all = rows.flatMap((row) => figure(row) ?? []);
  const ofCorrected = (about: (cell: TableCell) => string) => shown(({ cell }) => (isCorrected(cell) ? about(cell) : ""));
  return [
    { head: `${name}${mark.open}${standing.join(" · ")}${mark.close}`, cell: shown(({ cell }) => text(cell)) },
    ...(all.some(({ cell }) => isCorrected(cell))
      ? [
          { head: `${name} ${t("statistics.before_correction")}`, cell: ofCorrected((cell) => String(cell.live ?? cell.value)) },
          { head: `${name} ${t("statistics.correction_reason")}`, cell: ofCorrected((cell) => cell.reason ?? "") },
        ]
      : []),
    ...(all.some((one) => ledgerBeside(one) !== null)
      ? [{ head: `${name} ${t("statistics.by_records")}`, cell: shown(({ ledger }) => (ledger === null ? "" : String(ledger))) }]
      : []),
  ];
}

function text(cell: TableCell): string {
  return cell.mark === "counted" ? String(cell.value) : word("mark", cell.mark);
}
