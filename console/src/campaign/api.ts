import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";

export type CampaignHead = Schemas["CampaignView"];

export const campaignsQuery = queryOptions({
  queryKey: ["campaigns"],
  queryFn: () => answer(api.GET("/api/campaigns")),
});
