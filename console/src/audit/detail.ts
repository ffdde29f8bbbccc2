/**
 * What a line of the trail says beside its action, in words. The line itself is kept letter by letter and shown below for
 * whoever verifies it; a key that this list does not know is only there.
 */
import { isTextKey, mark, t, word } from "@/i18n";
import { dayText, exactText } from "@/ui/time";

export interface Said {
  label: string;
  text: string;
}

/** Values of these keys are words of closed lists. */
const LISTS: Record<string, string[]> = {
  role: ["role"],
  verdict: ["verdict"],
  outcome: ["outcome"],
  move: ["move"],
  kind: ["unit_kind", "evidence"],
  action: ["action"],
  // Which register was saved as a file.
  export: ["subject"],
};

/** Keys that give way to the words for the same thing, where the line has them; older lines have only the key. */
const INSTEAD: Record<string, string> = { table: "table_title" };

/** Nothing happened: nought devices, no code awaited. */
const SAYS_NOTHING = ["second_factor_awaited", "others", "other_sessions_ended", "sessions_ended"];

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** Longer lists stand in the line itself. */
const NAMED_MAX = 10;

export function saidOf(detail: unknown): Said[] {
  if (!isGroup(detail)) return [];
  return Object.entries(detail).flatMap(([key, value]) => {
    if (!isTextKey(`audit_key.${key}`) || value === null || value === "") return [];
    if (SAYS_NOTHING.includes(key) && !value) return [];
    const instead = INSTEAD[key];
    if (instead !== undefined && typeof detail[instead] === "string") return [];
    const label = word("audit_key", key);
    // What was done to whom: `{"give": {"role": …}}` is told as one group under its own word.
    if (isGroup(value)) return grouped(label, saidOf(value));
    const text = textOf(key, value);
    return text === null ? [] : [{ label, text }];
  });
}

function grouped(label: string, inside: Said[]): Said[] {
  return [{ label, text: inside.map((one) => t("audit.said", { label: one.label, text: one.text })).join(mark.semicolon) }];
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(key: string, value: unknown): string | null {
  // What was done is said by its name alone; what was not, or was taken back, needs a word.
  if (typeof value === "boolean") return value ? "" : t("audit.no");
  // The trail counts steps from nought, people from one.
  if (key === "step" && typeof value === "number") return t("audit.step", { step: value + 1 });
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) {
    const named = value.filter((one): one is string => typeof one === "string" && !ID.test(one));
    return named.length === 0 ? t("audit.so_many", { count: value.length }) : shortened(named, value.length);
  }
  if (typeof value !== "string" || ID.test(value)) return null;
  const lists = LISTS[key];
  if (lists !== undefined) {
    const list = lists.find((one) => isTextKey(`${one}.${value}`));
    return list === undefined ? null : word(list, value);
  }
  if (DAY.test(value)) return dayText(value);
  return INSTANT.test(value) ? exactText(value) : value;
}

function shortened(named: string[], count: number): string {
  const shown = named.slice(0, NAMED_MAX).join(mark.comma);
  return count > NAMED_MAX ? t("audit.and_more", { shown, count }) : shown;
}
