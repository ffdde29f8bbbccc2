/** The words of the last period's report as a beginning for this one. Pure. */
import type { FormField, Schemas } from "@/api/types";
import { isEmpty, type Answers } from "@/form/content";
import type { ObligationRow, ObligationState } from "./api";

/** What was sent and not given back. A return says that its words were not good enough to be taken over. */
const SENT: ObligationState[] = ["submitted", "under_review", "accepted_on_time", "accepted_late"];

/** The latest report of an earlier period of the same duty and unit. */
export function lastReport(rows: ObligationRow[], current: ObligationRow): ObligationRow | null {
  const earlier = rows.filter(
    (row) =>
      row.duty === current.duty &&
      row.unit.id === current.unit.id &&
      row.due_at < current.due_at &&
      row.submission_id != null &&
      row.outcome === "done" &&
      SENT.includes(row.state),
  );
  return earlier.reduce<ObligationRow | null>((last, row) => (last === null || row.due_at > last.due_at ? row : last), null);
}

/** Words only: figures, days and files belong to their period, and last period's must not be sent as this one's. */
const WORDS: FormField["kind"][] = ["text", "long_text"];

export function wordsOf(fields: FormField[], parts: Schemas["SubmissionField"][]): Answers {
  return Object.fromEntries(
    fields.flatMap(({ key, kind }) => {
      const part = parts.find(({ field }) => field.key === key && field.kind === kind);
      return part === undefined || !WORDS.includes(kind) || isEmpty(part.value) ? [] : [[key, part.value]];
    }),
  );
}

/** Titles of the fields in which something else is written already and would be lost. */
export function overwritten(fields: FormField[], answers: Answers, words: Answers): string[] {
  return fields
    .filter(({ key }) => key in words && !isEmpty(answers[key]) && answers[key] !== words[key])
    .map(({ title }) => title);
}

/** With the words put in everywhere, or only where nothing is written yet. */
export function withWords(answers: Answers, words: Answers, onlyEmpty: boolean): Answers {
  const taken = Object.entries(words).filter(([key]) => !onlyEmpty || isEmpty(answers[key]));
  return { ...answers, ...Object.fromEntries(taken) };
}

/**
 * Titles of the fields that say word for word what the last report said. Only of those that tell at length what was
 * done: a name and a telephone number are the same each week, and nobody should be asked about them.
 */
export function repeated(fields: FormField[], answers: Answers, words: Answers): string[] {
  const said = (value: unknown) => String(value).trim();
  return fields
    .filter(({ key, kind }) => kind === "long_text" && !isEmpty(answers[key]) && key in words && said(answers[key]) === said(words[key]))
    .map(({ title }) => title);
}
