/** Units in the official order and one below the other, from the flat list of the server. Pure. */
import { treeOf } from "@/ui/UnitSelect";
import type { UnitItem } from "./api";

type Node = ReturnType<typeof treeOf>[number];

/** Every unit before those below it, neighbours in their official order. */
function walk(nodes: Node[]): string[] {
  return nodes.flatMap(({ value, children }) => [value, ...walk(children)]);
}

/** The place of each unit in the official order of the whole tree. */
export function places(units: UnitItem[]): Map<string, number> {
  return new Map(walk(treeOf(units)).map((id, at) => [id, at]));
}

/** The official order for what the server names by the keys of units. */
export function byUnitKey(units: UnitItem[]): (one: { unit_key: string }, other: { unit_key: string }) => number {
  const order = places(units);
  const byKey = new Map(units.map(({ id, key }) => [key, order.get(id) ?? units.length]));
  const place = ({ unit_key }: { unit_key: string }) => byKey.get(unit_key) ?? units.length;
  return (one, other) => place(one) - place(other);
}

/** Whether a unit is under one of these, and not only one of them itself. */
export function isBelow(units: UnitItem[], unit: string, above: string[]): boolean {
  const parent = units.find(({ id }) => id === unit)?.parent_id;
  return parent != null && (above.includes(parent) || isBelow(units, parent, above));
}
