import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { MINUTE_MS, WAITING_SHOWN_MAX } from "@/obligation/waiting";

/** How many there are, and whether more may follow. */
export interface Heap {
  count: number;
  hasMore: boolean;
}

/** The records of a register that wait for the person's own decision. */
export const toDecideQuery = (register: "activities" | "exposures", campaign: string, unit?: string) =>
  queryOptions({
    // Beneath the key of the register's lists, so that a decision asks anew.
    queryKey: [register, "to-decide", campaign, unit],
    queryFn: async (): Promise<Heap> => {
      const query = { campaign, may_decide: true, limit: WAITING_SHOWN_MAX, ...(unit === undefined ? {} : { unit }) };
      const page =
        register === "activities"
          ? await answer(api.GET("/api/activities", { params: { query } }))
          : await answer(api.GET("/api/exposures", { params: { query } }));
      return { count: page.items.length, hasMore: page.next != null };
    },
    staleTime: MINUTE_MS,
    refetchInterval: MINUTE_MS,
  });

/** The number as it is shown; nothing while nothing waits. */
export function waitingText(heap: Heap | undefined): string | null {
  if (heap === undefined || (heap.count === 0 && !heap.hasMore)) return null;
  return heap.hasMore ? `${heap.count}+` : String(heap.count);
}
