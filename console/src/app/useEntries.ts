/** The menu of the person: without the page of sealed papers where none is ever asked of them. */
import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { useCampaign } from "./CampaignScope";
import { menuFor, type MenuEntry } from "./menu";
import { useMay, useMe } from "./session";

export function useEntries(): MenuEntry[] {
  const campaign = useCampaign();
  const may = useMay();
  const papers = useQuery({
    queryKey: ["papers", "any", campaign?.id],
    queryFn: async () => {
      const { items } = await answer(api.GET("/api/papers", { params: { query: { campaign: campaign?.id ?? "", limit: 1 } } }));
      return items.length > 0;
    },
    // Which duties want paper changes with the plan only; those who receive it always have the page.
    enabled: campaign !== null && may("obligation.submit") && !may("obligation.receive_paper"),
    staleTime: Infinity,
  }).data;
  return menuFor(useMe().actions).filter(({ path }) => path !== "/papers" || papers !== false);
}
