/** Large figures in words, beside the figure and never instead of it: what is kept and counted stays in base units. */
import { mark, t } from "@/i18n";

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
  const scale = scales().find(({ size }) => Math.abs(value) >= size);
  if (scale === undefined) return null;
  const hundredths = Math.round((value / scale.size) * HUNDREDTHS);
  const text = `${(hundredths / HUNDREDTHS).toLocaleString("en-US")} ${scale.name}`;
  return (hundredths * scale.size) / HUNDREDTHS === value ? text : t("figure.about", { text });
}

/** `12,345 人次（约 1.23 万）` */
export function figureText(value: number, unit: string | null): string {
  const figure = `${value.toLocaleString("en-US")}${unit === null ? "" : ` ${unit}`}`;
  const large = largeText(value);
  return large === null ? figure : `${figure}${mark.open}${large}${mark.close}`;
}
