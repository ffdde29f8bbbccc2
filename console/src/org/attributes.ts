/** What the attributes of a unit mean in words. A plan may ask for others too: those are shown as they were written. Pure. */
import { isTextKey, mark, t, word } from "@/i18n";

const ATTRIBUTES = [
  "producer", "production_licence", "seller", "sales_licence", "line_type", "capacity", "storage", "people_max",
  "separately_planned", "tile", "example",
] as const;

const LINES = [
  "anfo", "detonating_cord", "detonator_assembly", "emulsion", "mixing_station", "mixing_truck", "powder_emulsion",
  "seismic_charge", "shock_tube",
];
const YES_OR_NO: readonly string[] = ["producer", "seller", "separately_planned", "example"];

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

/** What changes of the attributes of a unit: `was` is missing for what is new, `wanted` for what goes. */
export interface Difference {
  name: string;
  was?: string | null;
  wanted?: string | null;
}

export function differenceText({ name, was, wanted }: Difference): string {
  const given = { name: nameText(name), was: valueText(name, was ?? ""), wanted: valueText(name, wanted ?? "") };
  if (was == null) return t("import.attribute_new", given);
  return t(wanted == null ? "import.attribute_gone" : "import.attribute_other", given);
}

/** One attribute as it is edited: both parts in words where there are words. */
export interface Line {
  name: string;
  value: string;
}

/** The words that are offered for names and, of the yes-or-no ones and the kinds of lines, for values. */
export const nameOptions = () => ATTRIBUTES.map((name) => ({ value: word("attribute", name) }));

export function valueOptions(name: string): { value: string }[] {
  const key = nameOf(name);
  if (YES_OR_NO.includes(key)) return [{ value: t("common.yes") }, { value: t("common.no") }];
  return key === "line_type" ? LINES.map((line) => ({ value: lineText(line) })) : [];
}

export function linesOf(attributes: Record<string, string>): Line[] {
  return Object.entries(attributes).map(([name, value]) => ({ name: nameText(name), value: name === "tile" ? value : valueText(name, value) }));
}

/** Back from words to what is kept. Lines without a name say nothing yet; a name alone means yes where that is an answer. */
export function attributesOf(lines: Line[]): Record<string, string> {
  const named = lines.filter(({ name }) => name.trim() !== "");
  return Object.fromEntries(named.map(({ name, value }) => [nameOf(name), valueOf(nameOf(name), value.trim())]));
}

/** A name that was given twice, in words or as its key: only one of its values could be kept. */
export function nameTwice(lines: Line[]): string | null {
  const names = lines.map(({ name }) => nameOf(name)).filter((name) => name !== "");
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined ? null : nameText(twice);
}

const nameOf = (text: string): string => ATTRIBUTES.find((name) => word("attribute", name) === text.trim()) ?? text.trim();

function valueOf(name: string, text: string): string {
  if (text === t("common.no")) return "no";
  if (text === t("common.yes") || (text === "" && YES_OR_NO.includes(name))) return "yes";
  return name === "line_type" ? (LINES.find((line) => lineText(line) === text) ?? text) : text;
}
