/** Large figures in words, beside the figure and never instead of it: what is kept and counted stays in base units. */
import { mark, t } from "@/i18n";
import { numberText } from "./time";

const HUNDREDTHS = 100;

/** The words for large numbers as the language has them, the largest first: 亿 and 万. */
function scales(): { size: number; name: string }[] {
  return t("figure.scales")
    .split(",")
    .map((scale) => scale.split(":"))
    .map(([size = "", name = ""]) => ({ size: Number(size), name }));
}

/** `1.23 万` for 12345, with 约 where something was left out; null for a figure that is read at a glance. */
export function largeText(value: number): string | null {
  const rounded = (size: number) => Math.round((value / size) * HUNDREDTHS);
  // Chosen after rounding: 99,999,999 is about 1 亿 and not about 10,000 万.
  const scale = scales().find(({ size }) => Math.abs(rounded(size)) >= HUNDREDTHS);
  if (scale === undefined || Math.abs(value) < Math.min(...scales().map(({ size }) => size))) return null;
  const hundredths = rounded(scale.size);
  const text = `${(hundredths / HUNDREDTHS).toLocaleString("en-US")} ${scale.name}`;
  return (hundredths * scale.size) / HUNDREDTHS === value ? text : t("figure.about", { text });
}

/** The same with what is counted: `约 1.23 万人次`, `about 1.23 million people`. */
export function largeWithUnit(value: unknown, unit: string | null | undefined): string | null {
  const large = typeof value === "number" ? largeText(value) : null;
  if (large === null || unit == null || unit === "") return large;
  return t("figure.with_unit", { large, unit });
}

/** `12,345 人次（约 1.23 万）` */
export function figureText(value: number, unit: string | null): string {
  const figure = `${numberText(value)}${unit === null ? "" : ` ${unit}`}`;
  const large = largeText(value);
  return large === null ? figure : `${figure}${mark.open}${large}${mark.close}`;
}
