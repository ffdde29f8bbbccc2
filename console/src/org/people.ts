/** The order in which people are looked for: by unit as the authority counts them, then by name. Pure. */
import type { PersonItem, UnitItem } from "./api";
import { places } from "./units";

/** Whoever has no post, or one at a unit that is not among these, comes last. */
export function byUnit(units: UnitItem[]): (one: PersonItem, other: PersonItem) => number {
  const order = places(units);
  const place = ({ posts }: PersonItem) => Math.min(...posts.map(({ unit }) => order.get(unit.id) ?? units.length), units.length);
  return (one, other) => place(one) - place(other) || one.name.localeCompare(other.name, "zh-CN");
}
