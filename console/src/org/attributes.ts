/** What the attributes of a unit mean in words. A plan may ask for others too: those are shown as they were written. Pure. */
import { isTextKey, mark, t, word } from "@/i18n";

export const ATTRIBUTES = [
  "producer", "production_licence", "seller", "sales_licence", "line_type", "capacity", "storage", "people_max",
  "separately_planned", "tile", "example",
] as const;

const nameText = (name: string) => (isTextKey(`attribute.${name}`) ? word("attribute", name) : name);
const lineText = (value: string) => (isTextKey(`line_type.${value}`) ? word("line_type", value) : value);

function valueText(name: string, value: string): string {
  if (value === "yes") return t("common.yes");
  if (value === "no") return t("common.no");
  const [, row, column] = name === "tile" ? (/^(\d+)-(\d+)$/.exec(value) ?? []) : [];
  if (row !== undefined && column !== undefined) return t("unit.tile", { row, column });
  return name === "line_type" ? lineText(value) : value;
}

export function attributesText(attributes: Record<string, string>): string {
  const order = (name: string) => (ATTRIBUTES as readonly string[]).indexOf(name);
  return Object.entries(attributes)
    .sort(([one], [other]) => (order(one) < 0 ? 1 : order(other) < 0 ? -1 : order(one) - order(other)))
    .map(([name, value]) => `${nameText(name)}${mark.colon}${valueText(name, value)}`)
    .join(mark.semicolon);
}

/** How the known ones are written, for whoever types them. */
export function attributesHelp(): string {
  const names = ATTRIBUTES.map((name) => `${name} ${word("attribute", name)}`).join(mark.semicolon);
  return t("unit.attributes_help", { names });
}

/** `licence=yes` line by line, as people write it in the import file. */
export function attributesOf(text: string): Record<string, string> {
  const pairs = text
    .split(/[\n;；]/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const at = line.indexOf("=");
      return at < 0 ? [line, "yes"] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    });
  return Object.fromEntries(pairs);
}
