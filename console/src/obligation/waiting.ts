import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";

/** More than so many is a heap, and the exact number of it helps nobody. */
export const WAITING_SHOWN_MAX = 50;
export const MINUTE_MS = 60_000;

/** The reports that wait for the person's own decision: what the review page lists, without those of their own hand. */
export const toReviewQuery = (campaign: string) =>
  queryOptions({
    queryKey: ["reviews", "number", campaign],
    queryFn: async () => {
      const { items, next } = await answer(api.GET("/api/reviews", { params: { query: { campaign, limit: WAITING_SHOWN_MAX } } }));
      return { count: items.filter(({ may_decide }) => may_decide).length, hasMore: next != null };
    },
    staleTime: MINUTE_MS,
    refetchInterval: MINUTE_MS,
  });
