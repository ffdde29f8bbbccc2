/** The days of a month as a calendar on the wall shows them, and what is due on each. Pure. */
import type { ObligationRow, ObligationState } from "./api";
import { deadlineOf, itemTitle } from "./state";

const DAY_MS = 86_400_000;

/** `2021-06`, if it is one. */
export function isMonth(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const at = new Date(Date.UTC(year, number - 1 + months, 1));
  return at.toISOString().slice(0, 7);
}

/** Weeks from Monday to Sunday; days of the months beside it are there and marked by not beginning with the month. */
export function weeksOf(month: string): string[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const next = Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`);
  const toMonday = (new Date(first).getUTCDay() + 6) % 7;
  const weeks: string[][] = [];
  for (let monday = first - toMonday * DAY_MS; monday < next; monday += 7 * DAY_MS) {
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((day) => new Date(monday + day * DAY_MS).toISOString().slice(0, 10)));
  }
  return weeks;
}

export function lastDayOf(month: string): string {
  return new Date(Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}

/**
 * The first month from this one on among the deadlines that hold: the list is in the order of the plan's, and what was
 * returned has a later one.
 */
export function earliestMonth(rows: ObligationRow[], from: string): string | null {
  const [first] = rows.map((row) => deadlineOf(row).slice(0, 7)).filter((month) => month >= from).sort();
  return first ?? null;
}

/** The last month before `end` from which on something is due, found by halves: the server lists deadlines only forwards. */
export async function latestMonth(first: string, end: string, isDueFrom: (month: string) => Promise<boolean>): Promise<string> {
  const counted = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  let [known, months] = [first, counted(end) - counted(first)];
  while (months > 1) {
    const half = Math.floor(months / 2);
    const middle = monthAfter(known, half);
    if (await isDueFrom(middle)) {
      known = middle;
      months -= half;
    } else months = half;
  }
  return known;
}

/** What several units owe alike, as one line of a day. */
export interface Due {
  key: string;
  title: string;
  due_at: string;
  rows: ObligationRow[];
}

const DONE: ObligationState[] = ["accepted_on_time", "accepted_late", "waived"];

export const isDone = (row: ObligationRow) => DONE.includes(row.state);

/** By day in Beijing (the server writes instants with +08:00), by the deadline that holds, in the order of the list. */
export function duesByDay(rows: ObligationRow[]): Map<string, Due[]> {
  const days = new Map<string, Due[]>();
  for (const row of rows.filter(({ dropped_at }) => dropped_at == null)) {
    const deadline = deadlineOf(row);
    const day = deadline.slice(0, 10);
    const dues = days.get(day) ?? [];
    days.set(day, dues);
    const key = `${row.duty} ${row.period} ${deadline}`;
    const known = dues.find((due) => due.key === key);
    if (known === undefined) dues.push({ key, title: itemTitle(row), due_at: deadline, rows: [row] });
    else known.rows.push(row);
  }
  return days;
}

/** The days one after the other: a new deadline of a return puts a row elsewhere than where the list has it. */
export function daysInOrder(rows: ObligationRow[]): [string, Due[]][] {
  return [...duesByDay(rows)].sort(([one], [other]) => one.localeCompare(other));
}
