/** The menu of the person: without the page of sealed papers where none is ever asked of them. */
import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { useCampaign } from "./CampaignScope";
import { menuFor, type MenuEntry } from "./menu";
import { useMay, useMe } from "./session";

/** Whether sealed paper is ever asked of the person's units or received by them; nothing until that is known. */
export function useAsksPaper(): boolean | undefined {
  const campaign = useCampaign();
  const may = useMay();
  // Which duties want paper changes with the plan only; those who receive it always have the page.
  const isAsked = campaign !== null && may("obligation.submit") && !may("obligation.receive_paper");
  const papers = useQuery({
    queryKey: ["papers", "any", campaign?.id],
    queryFn: async () => {
      const { items } = await answer(api.GET("/api/papers", { params: { query: { campaign: campaign?.id ?? "", limit: 1 } } }));
      return items.length > 0;
    },
    enabled: isAsked,
    staleTime: Infinity,
  });
  // Where nobody answers, the page says so itself.
  return !isAsked || papers.isError ? true : papers.data;
}

export function useEntries(): MenuEntry[] {
  const asks = useAsksPaper();
  return menuFor(useMe().actions).filter(({ path }) => path !== "/papers" || asks !== false);
}
