/** The order in which people are looked for: by unit as the authority counts them, then by name. Pure. */
import type { PersonItem, UnitItem } from "./api";
import { treeOf } from "@/ui/UnitSelect";

type Node = ReturnType<typeof treeOf>[number];

/** Every unit before those below it, neighbours in their official order. */
function walk(nodes: Node[]): string[] {
  return nodes.flatMap(({ value, children }) => [value, ...walk(children)]);
}

/** Whoever has no post, or one at a unit that is not among these, comes last. */
export function byUnit(units: UnitItem[]): (one: PersonItem, other: PersonItem) => number {
  const places = new Map(walk(treeOf(units)).map((id, at) => [id, at]));
  const place = ({ posts }: PersonItem) => Math.min(...posts.map(({ unit }) => places.get(unit.id) ?? units.length), units.length);
  return (one, other) => place(one) - place(other) || one.name.localeCompare(other.name, "zh-CN");
}
