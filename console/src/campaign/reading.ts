/** A plan for those who read it: by month, by change, by line. Pure. */
import type { Schemas } from "@/api/types";
import type { CampaignDiff, Change, PlanProblem, PlanView } from "./api";

export type Column = Schemas["BoardColumn"];

/** One thing in the calendar: a deadline, an event, or the first or last day of a phase. */
export type Entry =
  | { what: "due"; column: Column; units: number }
  | { what: "event"; title: string }
  | { what: "begins" | "ends"; title: string };

export interface Month {
  /** `2021-06` */
  month: string;
  days: { day: string; entries: Entry[] }[];
}

const DAY_CHARS = 10;
const MONTH_CHARS = 7;

/** The compiled plan by month and day. Deadlines are written with +08:00, so their first ten letters are the day. */
export function monthsOf(columns: Column[], { phases, events }: Pick<PlanView, "phases" | "events">): Month[] {
  const all: { day: string; entry: Entry }[] = [
    ...phases.map(({ from, title }) => ({ day: from, entry: { what: "begins" as const, title } })),
    ...events.map(({ day, title }) => ({ day, entry: { what: "event" as const, title } })),
    ...columns.map((column) => ({ day: column.due_at.slice(0, DAY_CHARS), entry: { what: "due" as const, column, units: unitsOf(column) } })),
    ...phases.map(({ to, title }) => ({ day: to, entry: { what: "ends" as const, title } })),
  ];
  const months: Month[] = [];
  // Stable: within a day the order above remains.
  for (const { day, entry } of all.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    const month = day.slice(0, MONTH_CHARS);
    if (months[months.length - 1]?.month !== month) months.push({ month, days: [] });
    const { days } = months[months.length - 1]!;
    if (days[days.length - 1]?.day !== day) days.push({ day, entries: [] });
    days[days.length - 1]!.entries.push(entry);
  }
  return months;
}

/** How many units owe it; those that were let off are among them. */
function unitsOf({ counts }: Column): number {
  return Object.values(counts.by_state).reduce((sum, count) => sum + count, 0);
}

/** The same change for many units, told once. */
export interface SameChange extends Change {
  units: string[];
}

export function sameChanges({ units }: Pick<CampaignDiff, "units">): SameChange[] {
  const found = new Map<string, SameChange>();
  for (const { unit_name, changes } of units) {
    for (const change of changes) {
      const { kind, duty, period, title, due_at, due_text, what } = change;
      const key = JSON.stringify([kind, duty, period, title, due_at, due_text, what]);
      const same = found.get(key) ?? { ...change, units: [] };
      same.units.push(unit_name);
      found.set(key, same);
    }
  }
  return [...found.values()].sort((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at));
}

/** What changes about an obligation, taken out of the server's sentence `截止时间：… → …`; null where it is told otherwise. */
export function changeParts(sentence: string): { what: string; before: string; after: string } | null {
  const [, what, before, after] = /^([^：]+)：(.*) → (.*)$/s.exec(sentence) ?? [];
  return what === undefined || before === undefined || after === undefined ? null : { what, before, after };
}

type Clause = Pick<PlanView["clauses"][number], "key" | "number" | "title">;

/** What clauses and units are called, by their keys. A clause is called as the file that may be adopted calls it; one that it no longer has keeps its name. */
export function namesOf(running: Clause[], proposed: Clause[], units: { key: string; name: string }[]): ReadonlyMap<string, string> {
  return new Map([
    ...[...running, ...proposed].map(({ key, number, title }) => [key, `${number} ${title}`] as const),
    ...units.map(({ key, name }) => [key, name] as const),
  ]);
}

/** Keys of clauses and units as what people call them. A text that is not a key, or a list of keys, stays as it is. */
export function called(text: string, names: ReadonlyMap<string, string>): string {
  const parts = text.split("、");
  return parts.every((part) => names.has(part)) ? parts.map((part) => names.get(part)).join("、") : text;
}

/** A line of the file with what is wrong in it. */
export interface ShownLine {
  number: number;
  text: string;
  problems: PlanProblem[];
}

const AROUND_LINES = 2;

/** The lines that have problems with a few around them, in runs; a problem beyond the end stands at the last line. */
export function linesAround(text: string, problems: PlanProblem[]): ShownLine[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const at = (problem: PlanProblem) => Math.min(Math.max(problem.line, 1), lines.length);
  const wanted = new Set(
    problems.flatMap((problem) => Array.from({ length: 2 * AROUND_LINES + 1 }, (_, by) => at(problem) - AROUND_LINES + by)),
  );
  const runs: ShownLine[][] = [];
  lines.forEach((line, index) => {
    const number = index + 1;
    if (!wanted.has(number)) return;
    const run = runs[runs.length - 1];
    const shown = { number, text: line, problems: problems.filter((problem) => at(problem) === number) };
    if (run !== undefined && run[run.length - 1]?.number === number - 1) run.push(shown);
    else runs.push([shown]);
  });
  return runs;
}

/** A text with the phrases in it that created something: `true` for those. Overlapping phrases are one. */
export function withPhrases(text: string, phrases: string[]): { text: string; isPhrase: boolean }[] {
  const isIn = Array<boolean>(text.length).fill(false);
  for (const phrase of phrases.filter((one) => one !== "")) {
    const from = text.indexOf(phrase);
    if (from >= 0) isIn.fill(true, from, from + phrase.length);
  }
  const pieces: { text: string; isPhrase: boolean }[] = [];
  isIn.forEach((isPhrase, at) => {
    const last = pieces[pieces.length - 1];
    if (last !== undefined && last.isPhrase === isPhrase) last.text += text[at];
    else pieces.push({ text: text[at] ?? "", isPhrase });
  });
  return pieces;
}
