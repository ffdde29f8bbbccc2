/** In whose columns the figures stand that somebody should look at. Pure. */
import { mark, t } from "@/i18n";
import type { TableColumn } from "./api";
import { noteKey } from "./weeks";

type Of = Pick<TableColumn, "unit_id" | "name" | "own">;

/** So many names are read at a glance; more of them are a number. */
const NAMED_MAX = 3;

function unitsText(units: Of[]): string {
  return units.length > NAMED_MAX
    ? t("statistics.units_below", { count: units.length })
    : units.map(({ name }) => name).join(mark.comma);
}

/** `figures` are keys of notes. */
export function unusualText(figures: string[], columns: Of[]): string {
  const units = columns.filter(({ own, unit_id }) => !own && figures.some((key) => key.endsWith(noteKey("", unit_id))));
  return t("statistics.unusual_in", { units: unitsText(units), count: figures.length });
}

/** Whose figures of one row are unusual; null where none is. */
export function rowDoubt(indicator: string, figures: string[], columns: Of[]): string | null {
  const units = columns.filter(({ own, unit_id }) => !own && figures.includes(noteKey(indicator, unit_id)));
  return units.length === 0 ? null : t("statistics.unusual_row", { units: unitsText(units) });
}
