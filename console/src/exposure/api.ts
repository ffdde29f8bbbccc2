import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import type { Keyed } from "@/api/write";
import type { PlainMove, ReasonedMove } from "@/register/kit";
import { byCursor } from "@/ui/DataTable";

export type ExposureView = Schemas["ExposureView"];
export type ExposureItem = Schemas["ExposureItem"];
export type ExposureDetails = Schemas["ExposureDetails"];

type Query = Record<string, string | undefined>;

export const exposuresQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: ["exposures", query],
    queryFn: ({ pageParam }) =>
      answer(api.GET("/api/exposures", { params: { query: { ...(query as object), after: pageParam } } })),
    ...byCursor,
  });

export const exposureQuery = (id: string) => ({ queryKey: ["exposures", id], queryFn: () => readExposure(id) });

export function readExposure(id: string): Promise<ExposureView> {
  return answer(api.GET("/api/exposures/{id}", { params: { path: { id } } }));
}

export function createExposure(campaign: string, unit: string, keyed: Keyed): Promise<ExposureView> {
  return answer(api.POST("/api/exposures", { body: { campaign, unit }, ...keyed }));
}

export function saveExposure(id: string, revision: number, details: ExposureDetails): Promise<ExposureView> {
  return answer(api.PUT("/api/exposures/{id}/draft", { params: { path: { id } }, body: { revision, details } }));
}

export async function checkExposure(id: string) {
  const { problems } = await answer(api.POST("/api/exposures/{id}/check", { params: { path: { id } } }));
  return { problems, warnings: [] };
}

const PLAIN = {
  submit: "/api/exposures/{id}/submit",
  confirm: "/api/exposures/{id}/confirm",
  accept: "/api/exposures/{id}/confirm",
  report: "/api/exposures/{id}/report",
  discard: "/api/exposures/{id}/discard",
} as const;

export function moveExposure(id: string, move: PlainMove, revision: number, keyed: Keyed): Promise<ExposureView> {
  return answer(api.POST(PLAIN[move], { params: { path: { id } }, body: { revision }, ...keyed }));
}

const REASONED = {
  return: "/api/exposures/{id}/return",
  overrule: "/api/exposures/{id}/overrule",
  correct: "/api/exposures/{id}/correct",
  withdraw: "/api/exposures/{id}/withdraw",
} as const;

export function moveExposureBecause(
  id: string,
  move: ReasonedMove,
  revision: number,
  reason: string,
  keyed: Keyed,
): Promise<ExposureView> {
  return answer(api.POST(REASONED[move], { params: { path: { id } }, body: { revision, reason }, ...keyed }));
}
