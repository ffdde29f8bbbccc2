import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { unitTreeQuery } from "@/org/api";
import { useToday } from "@/ui/UnitSelect";

/** Units whose first day is still to come. The table has a column for them, because their plan is known already. */
export function useUnbegun(): ReadonlySet<string> {
  const today = useToday();
  const units = useQuery(unitTreeQuery).data?.items;
  return useMemo(() => new Set(units?.filter(({ valid_from }) => valid_from > today).map(({ id }) => id)), [units, today]);
}
