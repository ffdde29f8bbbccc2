/** What a unit signs for otherwise than its records say, while it is being typed. Pure. */
import type { Correction, TableCell, TableRow } from "./api";

export type Mark = Correction["mark"];

/** What is signed for are the records; under signed figures `total` is what was signed before. */
export const ledgerOf = (row: TableRow) => row.live ?? row.total;

export interface Typed {
  mark: Mark;
  value: number | string | undefined;
  reason: string;
}

/** A figure that nobody corrects. */
export const asRecorded = (row: TableRow): Typed => ({ mark: "counted", value: ledgerOf(row), reason: "" });

export function isCorrection(row: TableRow, typed: Typed | undefined): typed is Typed {
  return typed !== undefined && (typed.mark !== "counted" || typed.value !== ledgerOf(row));
}

export interface Lacking {
  title: string;
  what: "value" | "reason";
}

/** The corrections that can be sent, and what the others still lack. */
export function correctionsOf(rows: TableRow[], typed: Record<string, Typed>): { ready: Correction[]; lacking: Lacking[] } {
  const ready: Correction[] = [];
  const lacking: Lacking[] = [];
  for (const row of rows) {
    const one = typed[row.indicator];
    if (!isCorrection(row, one)) continue;
    const value = one.mark === "counted" ? one.value : 0;
    if (typeof value !== "number" || value < 0) lacking.push({ title: row.title, what: "value" });
    else if (one.reason.trim() === "") lacking.push({ title: row.title, what: "reason" });
    else ready.push({ indicator: row.indicator, mark: one.mark, value, reason: one.reason.trim() });
  }
  return { ready, lacking };
}

export interface Earlier {
  holds: Record<string, Typed>;
  older: { title: string; was: number; signed: TableCell; now: number; reason: string }[];
}

/**
 * The corrections of the last confirmation. One holds as long as the records say what they said then: with other records
 * the same figure would mean something else, and its reason might explain the opposite.
 */
export function earlierOf(rows: TableRow[]): Earlier {
  const earlier: Earlier = { holds: {}, older: [] };
  for (const row of rows) {
    const signed = row.confirmed;
    if (signed?.reason == null) continue;
    const [was, now] = [signed.live ?? signed.value, ledgerOf(row)];
    const typed: Typed = { mark: signed.mark, value: signed.value, reason: signed.reason };
    if (was === now) earlier.holds[row.indicator] = typed;
    else if (isCorrection(row, typed)) earlier.older.push({ title: row.title, was, signed, now, reason: signed.reason });
  }
  return earlier;
}
