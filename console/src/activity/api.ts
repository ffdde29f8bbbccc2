import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import type { Keyed } from "@/api/write";
import type { PlainMove, ReasonedMove } from "@/register/kit";
import { byCursor } from "@/ui/DataTable";

export type ActivityView = Schemas["ActivityView"];
export type ActivityItem = Schemas["ActivityItem"];
export type ActivityDetails = Schemas["ActivityDetails"];
export type ActivityKind = Schemas["ActivityKindView"];

type Query = Record<string, string | undefined>;

export const activityKindsQuery = (campaign: string) =>
  queryOptions({
    queryKey: ["activity-kinds", campaign],
    queryFn: () => answer(api.GET("/api/activities/kinds", { params: { query: { campaign } } })),
    staleTime: 60_000,
  });

export const activitiesQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: ["activities", query],
    queryFn: ({ pageParam }) =>
      answer(
        // The campaign is named apart because the list cannot be asked for without one.
        api.GET("/api/activities", { params: { query: { ...(query as object), after: pageParam } } }),
      ),
    ...byCursor,
  });

export const activityQuery = (id: string) => ({ queryKey: ["activities", id], queryFn: () => readActivity(id) });

export function readActivity(id: string): Promise<ActivityView> {
  return answer(api.GET("/api/activities/{id}", { params: { path: { id } } }));
}

export function createActivity(campaign: string, unit: string, kind: string, keyed: Keyed): Promise<ActivityView> {
  return answer(api.POST("/api/activities", { body: { campaign, unit, kind }, ...keyed }));
}

export function saveActivity(id: string, revision: number, details: ActivityDetails): Promise<ActivityView> {
  return answer(api.PUT("/api/activities/{id}/draft", { params: { path: { id } }, body: { revision, details } }));
}

export function checkActivity(id: string) {
  return answer(api.POST("/api/activities/{id}/check", { params: { path: { id } } }));
}

const PLAIN = {
  submit: "/api/activities/{id}/submit",
  accept: "/api/activities/{id}/accept",
  confirm: "/api/activities/{id}/accept",
  discard: "/api/activities/{id}/discard",
} as const;

export function moveActivity(id: string, move: PlainMove, revision: number, keyed: Keyed): Promise<ActivityView> {
  // Only exposed cases are reported upward; the server never offers it here.
  const path = PLAIN[move === "report" ? "accept" : move];
  return answer(api.POST(path, { params: { path: { id } }, body: { revision }, ...keyed }));
}

const REASONED = {
  return: "/api/activities/{id}/return",
  overrule: "/api/activities/{id}/overrule",
  correct: "/api/activities/{id}/correct",
  withdraw: "/api/activities/{id}/withdraw",
} as const;

export function moveActivityBecause(
  id: string,
  move: ReasonedMove,
  revision: number,
  reason: string,
  keyed: Keyed,
): Promise<ActivityView> {
  return answer(api.POST(REASONED[move], { params: { path: { id } }, body: { revision, reason }, ...keyed }));
}
