/** Which records of a quota or a coverage have been handed in and wait for a decision. Pure. */
import type { Schemas } from "@/api/types";

type Near = Pick<Schemas["NearRecord"], "source_id" | "source_kind" | "title">;

/**
 * What nearly counts says in words what it lacks, and no more; that it was submitted is said by its register. Whoever has
 * done their part would else be told only that it is missing.
 */
export function awaiting(nearly: readonly Near[], submitted: ReadonlySet<string>): Near[] {
  return nearly.filter(({ source_id }) => submitted.has(source_id));
}
