/** The order in which people are looked for: by unit as the authority counts them, then by name. Pure. */
import type { PersonItem, UnitItem } from "./api";
import { treeOf } from "@/ui/UnitSelect";

type Node = ReturnType<typeof treeOf>[number];

/** Every unit before those below it, neighbours in their official order. */
function walk(nodes: Node[]): string[] {
  return nodes.flatMap(({ value, children }) => [value, ...walk(children)]);
}

/** The place of each unit in the official order of the whole tree. */
function places(units: UnitItem[]): Map<string, number> {
  return new Map(walk(treeOf(units)).map((id, at) => [id, at]));
}

/** The official order for what the server names by the keys of units. */
export function byUnitKey(units: UnitItem[]): (one: { unit_key: string }, other: { unit_key: string }) => number {
  const order = places(units);
  const byKey = new Map(units.map(({ id, key }) => [key, order.get(id) ?? units.length]));
  const place = ({ unit_key }: { unit_key: string }) => byKey.get(unit_key) ?? units.length;
  return (one, other) => place(one) - place(other);
}

/** Whoever has no post, or one at a unit that is not among these, comes last. */
export function byUnit(units: UnitItem[]): (one: PersonItem, other: PersonItem) => number {
  const order = places(units);
  const place = ({ posts }: PersonItem) => Math.min(...posts.map(({ unit }) => order.get(unit.id) ?? units.length), units.length);
  return (one, other) => place(one) - place(other) || one.name.localeCompare(other.name, "zh-CN");
}
