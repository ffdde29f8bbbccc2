/** The same questions that the server will ask, asked while the form is being filled in. Pure. */
import type { FormEvidence, FormField } from "@/api/types";
import { t } from "@/i18n";
import {
  INTEGER_MAX, LONG_TEXT_CHARS_MAX, TABLE_ROWS_MAX, TEXT_CHARS_MAX, isDay, isEmpty, rowsOf, type Answers, type Content,
  type Definition, type Evidence,
} from "./content";

/** Messages by JSON pointer, in the order of the form: `/answers/visits/0/place`, `/evidence/pictures`. */
export type Problems = Map<string, string>;

export function check(definition: Definition, content: Content): Problems {
  const problems: Problems = new Map();
  // A zero report answers the whole form.
  if (content.zero) return problems;
  checkFields(definition.fields, content.answers, "/answers", problems);
  for (const slot of definition.evidence) checkSlot(slot, content.evidence, problems);
  return problems;
}

function checkFields(fields: FormField[], answers: Answers, at: string, problems: Problems): void {
  for (const field of fields) {
    const pointer = `${at}/${field.key}`;
    const value = answers[field.key];
    if (isEmpty(value)) {
      if (field.required) problems.set(pointer, t(field.kind === "choice" ? "check.choose" : "check.required", { title: field.title }));
      continue;
    }
    checkValue(field, value, pointer, problems);
  }
}

export function checkValue(field: FormField, value: unknown, pointer: string, problems: Problems): void {
  const { title } = field;
  switch (field.kind) {
    case "text":
      return checkLength(title, value, field.max_chars ?? TEXT_CHARS_MAX, pointer, problems);
    case "long_text":
      return checkLength(title, value, field.max_chars ?? LONG_TEXT_CHARS_MAX, pointer, problems);
    case "integer":
      return checkInteger(field, value, pointer, problems);
    case "date":
      if (!isDay(value)) problems.set(pointer, t("check.not_date", { title }));
      return;
    case "choice":
      if (!field.options.some((option) => option.value === value)) {
        problems.set(pointer, t("check.not_option", { title }));
      }
      return;
    case "table": {
      const rows = rowsOf(value);
      const max = field.max_rows ?? TABLE_ROWS_MAX;
      if (rows.length > max) problems.set(pointer, t("check.too_many_rows", { title, max }));
      rows.forEach((row, index) => checkFields(field.columns, row, `${pointer}/${index}`, problems));
    }
  }
}

/** Characters as people count them: one for an emoji or a rare character, not two. */
export function chars(text: string): number {
  return [...text].length;
}

function checkLength(title: string, value: unknown, max: number, pointer: string, problems: Problems): void {
  const count = chars(String(value));
  if (count > max) problems.set(pointer, t("check.too_long", { title, max, count }));
}

function checkInteger(field: FormField, value: unknown, pointer: string, problems: Problems): void {
  const { title } = field;
  const min = field.min ?? 0;
  const max = field.max ?? INTEGER_MAX;
  if (typeof value !== "number" || !Number.isInteger(value)) {
    problems.set(pointer, t("check.not_integer", { title }));
  } else if (value < min) {
    problems.set(pointer, t("check.too_small", { title, min }));
  } else if (value > max) {
    problems.set(pointer, t("check.too_large", { title, max }));
  }
}

function checkSlot(slot: FormEvidence, evidence: Evidence, problems: Problems): void {
  const count = evidence[slot.key]?.length ?? 0;
  const pointer = `/evidence/${slot.key}`;
  if (count === 0 && !slot.required) return;
  if (count < slot.min) problems.set(pointer, t("check.too_few_files", { title: slot.title, min: slot.min }));
  if (count > slot.max) problems.set(pointer, t("check.too_many_files", { title: slot.title, max: slot.max }));
}
