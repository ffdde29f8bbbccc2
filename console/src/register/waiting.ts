import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { BY_THE_MINUTE, heapOf, type Heap } from "@/api/heap";

/** The records of a register that wait for the person's own decision. */
export const toDecideQuery = (register: "activities" | "exposures", campaign: string, unit?: string) =>
  queryOptions({
    // Beneath the key of the register's lists, so that a decision asks anew.
    queryKey: [register, "to-decide", campaign, unit],
    queryFn: (): Promise<Heap> =>
      heapOf<{ may_decide: boolean }>(
        (page) => {
          const query = { campaign, may_decide: true, ...page, ...(unit === undefined ? {} : { unit }) };
          return register === "activities"
            ? answer(api.GET("/api/activities", { params: { query } }))
            : answer(api.GET("/api/exposures", { params: { query } }));
        },
        ({ may_decide }) => may_decide,
      ),
    ...BY_THE_MINUTE,
  });
