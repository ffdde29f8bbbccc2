/** What a table by week says in words and in charts. */
import type { Schemas } from "@/api/types";
import { t } from "@/i18n";
import type { Datum } from "@/ui/Chart";
import { numberText, weekText } from "@/ui/time";
import type { TableView } from "./api";

export type WeeksView = Schemas["WeeksView"];
type WeeksRow = WeeksView["rows"][number];
type Outlier = WeeksRow["outliers"][number];

const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);

/** What is unusual about a figure, short enough for a cell. */
export function outlierText(outlier: Outlier, weeks: string[]): string {
  if (outlier.kind === "nought") return t("statistics.nought");
  const { week, before, value } = outlier;
  const monday = weeks[week] ?? "";
  return t("statistics.jump", {
    month: Number(monday.slice(5, 7)),
    day: Number(monday.slice(8)),
    times: Math.floor(value / before),
    before: numberText(before),
    value: numberText(value),
  });
}

/** A unit that does not exist yet is asked about no nought. */
export function askedOf(view: WeeksView, unbegun: ReadonlySet<string>): WeeksView {
  const isThere = ({ column }: Outlier) => !unbegun.has(view.columns[column]?.unit_id ?? "");
  return { ...view, rows: view.rows.map((row) => ({ ...row, outliers: row.outliers.filter(isThere) })) };
}

/** By indicator and unit; of several the latest one, which is the one that can still be put right. */
export function notesOf(view: WeeksView): Map<string, string> {
  const notes = new Map<string, string>();
  for (const { indicator, outliers } of view.rows) {
    for (const outlier of outliers) {
      const unit = view.columns[outlier.column]?.unit_id ?? "";
      notes.set(noteKey(indicator, unit), outlierText(outlier, view.weeks));
    }
  }
  return notes;
}

/** Those of the figures that the table shows, in the order in which it is read. */
export function notedFigures({ sections, columns }: Pick<TableView, "sections" | "columns">, notes: Map<string, string>): string[] {
  const units = columns.filter(({ own }) => !own).map(({ unit_id }) => unit_id);
  const keys = sections.flatMap(({ rows }) => rows.flatMap(({ indicator }) => units.map((unit) => noteKey(indicator, unit))));
  return keys.filter((key) => notes.has(key));
}

/** Without those about figures that somebody has corrected with a reason: the question is answered. */
export function uncorrected(notes: Map<string, string>, view: Pick<TableView, "sections" | "columns"> | undefined): Map<string, string> {
  const answered = new Set(
    view?.sections.flatMap(({ rows }) =>
      rows.flatMap(({ indicator, cells }) =>
        view.columns.flatMap(({ unit_id, own }, at) => (!own && cells[at]?.reason != null ? [noteKey(indicator, unit_id)] : [])),
      ),
    ),
  );
  return new Map([...notes].filter(([key]) => !answered.has(key)));
}

export function noteKey(indicator: string, unit: string): string {
  return `${indicator}/${unit}`;
}

export function byWeek(view: WeeksView, row: WeeksRow): Datum[] {
  return view.weeks.map((monday, week) => {
    const value = sum(row.values.map((weeks) => weeks[week] ?? 0));
    const jumps = row.outliers.flatMap((one) =>
      one.kind === "jump" && one.week === week ? [`${view.columns[one.column]?.name ?? ""} ${outlierText(one, view.weeks)}`] : [],
    );
    return {
      key: monday,
      label: weekText(monday),
      value,
      text: numberText(value),
      ...(jumps.length > 0 ? { note: jumps.join(t("mark.semicolon")), tone: "warn" as const } : {}),
    };
  });
}

/** The largest first, because they are compared. */
export function byUnit(view: WeeksView, row: WeeksRow): Datum[] {
  const notes = notesOf({ ...view, rows: [row] });
  const lines = view.columns.map((column, index): Datum => {
    const value = sum(row.values[index] ?? []);
    const note = column.own ? undefined : notes.get(noteKey(row.indicator, column.unit_id));
    const about = note === undefined ? {} : { note, tone: "warn" as const };
    return { key: `${column.unit_id}-${column.own}`, label: column.name, value, text: numberText(value), ...about };
  });
  const own = view.columns[0];
  // A unit that keeps no records of its own has no line of its own.
  const shown = lines.filter(({ key, value }) => value !== 0 || own === undefined || key !== `${own.unit_id}-${own.own}`);
  return shown.sort((one, other) => (other.value ?? 0) - (one.value ?? 0));
}

export function byPart(view: WeeksView): Datum[] {
  const parts = view.parts.map(({ title, records }) => ({ key: title, label: title, value: records, text: numberText(records) }));
  return parts.sort((one, other) => other.value - one.value);
}
