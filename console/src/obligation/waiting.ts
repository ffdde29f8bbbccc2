import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { BY_THE_MINUTE, heapOf } from "@/api/heap";
import type { Me } from "@/api/types";

/** The reports that wait for the person's own decision: what the review page lists, without those of their own hand. */
export const toReviewQuery = (campaign: string) =>
  queryOptions({
    queryKey: ["reviews", "number", campaign],
    queryFn: () =>
      heapOf(
        (page) => answer(api.GET("/api/reviews", { params: { query: { campaign, ...page } } })),
        ({ may_decide }) => may_decide,
      ),
    ...BY_THE_MINUTE,
  });

/** What the to-do list holds. It is counted by what comes after the first load. */
export const toDoQuery = (campaign: string, me: Me) =>
  queryOptions({
    queryKey: ["obligations", "number", campaign],
    queryFn: async ({ client }) => (await import("./toDo")).toDo(client, campaign, me),
    ...BY_THE_MINUTE,
  });
