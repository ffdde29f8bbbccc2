/**
 * Instants and days for people. The server writes instants with +08:00; they are always shown in Beijing time,
 * whatever the computer's own zone is.
 */
import { currentLanguage, t } from "@/i18n";

const SHANGHAI_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function shanghai(instant: string): Date | null {
  const ms = Date.parse(instant);
  // Shifted, so that the UTC getters give the clock on the wall in Shanghai.
  return Number.isNaN(ms) ? null : new Date(ms + SHANGHAI_MS);
}

/** `2021-06-16 15:00` */
export function instantText(instant: string | null | undefined): string {
  const at = instant == null ? null : shanghai(instant);
  if (at === null) return "—";
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** `6/7` for the Monday of a week. */
export function weekText(monday: string): string {
  return `${Number(monday.slice(5, 7))}/${Number(monday.slice(8))}`;
}

/** `2021-06-16 15:00:03`, for receipts and the audit. */
export function exactText(instant: string): string {
  const at = shanghai(instant);
  return at === null ? "—" : `${instantText(instant)}:${two(at.getUTCSeconds())}`;
}

/** `15:00` */
export function clockText(instant: string): string {
  return instantText(instant).slice(11);
}

/** `2021-06-16 周三 15:00` */
export function deadlineText(instant: string | null | undefined): string {
  const at = instant == null ? null : shanghai(instant);
  if (at === null || instant == null) return "—";
  const text = instantText(instant);
  return `${text.slice(0, 10)} ${weekday(at.getUTCDay())} ${text.slice(11)}`;
}

/** `2021-06-16 周三` for a day written YYYY-MM-DD. */
export function dayText(day: string | null | undefined): string {
  if (day == null) return "—";
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? day : `${day} ${weekday(new Date(ms).getUTCDay())}`;
}

function weekday(number: number): string {
  return t("time.weekdays").split(",")[number] ?? "";
}

/** Parts of a line, without those that there are not: `大连市 · 还有 2 天`. */
export function line(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(" · ");
}

/** The deadline as the plan words it, which is Chinese; whoever reads English has the instant beside it. */
export function planWords(due_text: string): string | null {
  return currentLanguage() === "en" ? null : due_text;
}

/** How long until then, or since: 还有 2 天. Whole units, rounded down. */
export function distanceText(instant: string, now: string): string {
  const ms = Date.parse(instant) - Date.parse(now);
  const size = Math.abs(ms);
  const over = ms < 0;
  if (size >= DAY_MS) return t(over ? "time.days_over" : "time.days_left", { days: Math.floor(size / DAY_MS) });
  if (size >= HOUR_MS) return t(over ? "time.hours_over" : "time.hours_left", { hours: Math.floor(size / HOUR_MS) });
  return t(over ? "time.minutes_over" : "time.minutes_left", { minutes: Math.max(1, Math.floor(size / MINUTE_MS)) });
}

/** `12,345`. Figures stay in their base unit. */
export function numberText(value: number): string {
  return value.toLocaleString("en-US");
}

const KIB = 1024;

export function bytesText(bytes: number): string {
  if (bytes < KIB) return `${bytes} B`;
  if (bytes < KIB * KIB) return `${(bytes / KIB).toFixed(0)} KB`;
  if (bytes < KIB * KIB * KIB) return `${(bytes / KIB / KIB).toFixed(1)} MB`;
  return `${(bytes / KIB / KIB / KIB).toFixed(2)} GB`;
}
