/** What a person has entered: answers by field, files by evidence slot. */
import type { EvidenceFile, FormEvidence, FormField } from "@/api/types";
import { figureText } from "@/ui/figure";

export type Answers = Record<string, unknown>;
export type TableRow = Record<string, unknown>;

/** A file in a slot: what the server said about it. */
export type Evidence = Record<string, EvidenceFile[]>;

export interface Content {
  /** 零报告: an explicit answer, not an empty form. */
  zero: boolean;
  answers: Answers;
  evidence: Evidence;
}

/** A question of a plan's form; a register's own may be one of two of which one is enough. */
export type Question = FormField & { isEither?: boolean; isEitherMet?: boolean };

/** What a reviewer found wrong, by the place of the form that it is about. */
export type Remarks = ReadonlyMap<string, string[]>;

/** Whether an answer is asked for, as things stand. */
export type Need = "required" | "optional" | "either" | "either_met";

export function needOf({ required, isEither, isEitherMet }: Pick<Question, "required" | "isEither" | "isEitherMet">): Need {
  if (isEitherMet === true) return "either_met";
  if (isEither === true) return "either";
  return required ? "required" : "optional";
}

export interface Definition {
  fields: Question[];
  evidence: FormEvidence[];
}

export const EMPTY: Content = { zero: false, answers: {}, evidence: {} };

/** The largest whole number that a browser and a spreadsheet count exactly: 2^53. */
export const INTEGER_MAX = 9_007_199_254_740_992;
export const TEXT_CHARS_MAX = 500;
export const LONG_TEXT_CHARS_MAX = 20_000;
export const TABLE_ROWS_MAX = 200;

/**
 * What was typed as a whole number, or the typed text itself when it is none, so that nothing typed is lost.
 * Full-width digits and thousands separators, as pasted from tables, are understood.
 */
export function integerOf(typed: string): number | string | undefined {
  const text = typed
    .normalize("NFKC")
    .replace(/[,\s]/g, "")
    .replace(/^\+/, "");
  if (text === "") return undefined;
  if (!/^-?\d+(\.0+)?$/.test(text)) return typed;
  const number = Number(text);
  return Math.abs(number) <= INTEGER_MAX ? number : typed;
}

/** The rows of a table answer. Anything else counts as no rows. */
export function rowsOf(value: unknown): TableRow[] {
  return Array.isArray(value) ? value.filter((row): row is TableRow => typeof row === "object" && row !== null) : [];
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}

/** The answers without those that were left empty, as they go to the server. */
export function withoutEmpty(answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([, value]) => !isEmpty(value))
      .map(([key, value]) => [key, Array.isArray(value) ? rowsOf(value).map(withoutEmpty) : value]),
  );
}

/** The ids of the files by slot, as they go to the server. */
export function fileIds(evidence: Evidence): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(evidence)
      .filter(([, files]) => files.length > 0)
      .map(([slot, files]) => [slot, files.map(({ id }) => id)]),
  );
}

/** A value in words: what a reader sees in the place of the key of a choice. */
export function inWords(field: FormField, value: unknown): string {
  if (isEmpty(value)) return "";
  switch (field.kind) {
    case "choice":
      return field.options.find((option) => option.value === value)?.title ?? String(value);
    case "integer":
      return typeof value === "number" ? figureText(value, field.unit ?? null) : String(value);
    case "text":
    case "long_text":
    case "date":
    case "table":
      return String(value);
  }
}

/** `2021/6/1` and `2021年6月1日` as `2021-06-01`; other texts stay as they are and are reported. */
export function dayOf(text: string): string {
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text.normalize("NFKC"));
  if (parts === null) return text;
  const [, year = "", month = "", day = ""] = parts;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

export function isDay(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
