import { useMe } from "@/app/session";

/** True when one of the person's posts is held at the unit itself. */
export function useHoldsPostAt(unit: string): boolean {
  return useMe().posts.some((post) => post.unit.id === unit);
}
