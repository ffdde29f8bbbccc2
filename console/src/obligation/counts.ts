/** What the counts of the board add up to: said alike on the board and on the wall. Pure. */
import type { Schemas } from "@/api/types";
import type { ObligationState } from "./api";

export type Counts = Schemas["BoardCounts"];

type ByState = Partial<Record<ObligationState, number>>;

export function number(states: ObligationState[], ...counts: Counts[]): number {
  const each = counts.flatMap(({ by_state }) => states.map((state) => (by_state as ByState)[state] ?? 0));
  return each.reduce((sum, one) => sum + one, 0);
}

/** A unit with everything below it. */
export function share(...counts: Pick<Counts, "in_time" | "due">[]): { in_time: number; due: number } {
  const sum = (of: (one: Pick<Counts, "in_time" | "due">) => number) => counts.reduce((all, one) => all + of(one), 0);
  return { in_time: sum(({ in_time }) => in_time), due: sum(({ due }) => due) };
}
