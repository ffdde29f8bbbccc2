import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";

export type CampaignHead = Schemas["CampaignView"];
export type PlanView = Schemas["CampaignPlanView"];
export type PlanDuty = Schemas["PlanDuty"];
export type PlanAdoption = Schemas["PlanAdoption"];
export type PlanCheck = Schemas["PlanCheckView"];
export type PlanProblem = Schemas["PlanProblem"];
export type CampaignDiff = Schemas["CampaignDiffView"];
export type KeptPlan = Schemas["PlanFileView"];
export type Change = Schemas["ChangeView"];

export const campaignsQuery = queryOptions({
  queryKey: ["campaigns"],
  queryFn: () => answer(api.GET("/api/campaigns")),
});

export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", id, "plan"],
    queryFn: () => answer(api.GET("/api/campaigns/{id}/plan", { params: { path: { id } } })),
  });

export const plansQuery = queryOptions({
  queryKey: ["plans"],
  queryFn: () => answer(api.GET("/api/plans")),
});

export const diffQuery = (id: string, fingerprint: string) =>
  queryOptions({
    queryKey: ["campaigns", id, "diff", fingerprint],
    queryFn: () => answer(api.GET("/api/campaigns/{id}/diff", { params: { path: { id }, query: { fingerprint } } })),
  });
