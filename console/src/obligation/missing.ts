/** From what a quota or a coverage lacks to the form that brings it. Pure. */
import type { Schemas } from "@/api/types";

type Kind = Pick<Schemas["PlanActivityKind"], "key" | "subject">;

/** The kind of activity that is missing: of those that count, the one about such a unit. Null where that leaves a choice. */
export function missingKind(kinds: readonly Kind[], counting: readonly string[], target: string | undefined): string | null {
  const fitting = kinds.filter(
    ({ key, subject }) => (counting.length === 0 || counting.includes(key)) && (target === undefined || subject.includes(target)),
  );
  return fitting.length === 1 ? (fitting[0]?.key ?? null) : null;
}

/** What of a new record is known already. */
export interface Known {
  kind: string | null;
  unit: string | null;
  subject?: string;
}

/** The register with its form open. The names are apart from those of the conditions of the list. */
export function newRecordAddress(register: "activities" | "exposures", { kind, unit, subject }: Known): string {
  const search = new URLSearchParams({ new: "1" });
  if (kind !== null) search.set("new_kind", kind);
  if (unit !== null) search.set("new_unit", unit);
  if (subject !== undefined) search.set("new_subject", subject);
  return `/${register}?${search}`;
}
