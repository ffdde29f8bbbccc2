/** How much waits for the person, beside the menu's entry. Outside of its link, whose name stays the page's. */
import { useQuery, type UseQueryOptions } from "@tanstack/react-query";
import { heapText, type Heap } from "@/api/heap";
import { toReviewQuery } from "@/obligation/waiting";
import { toDecideQuery } from "@/register/waiting";
import { t } from "@/i18n";
import { useCampaign } from "./CampaignScope";
import { useMay } from "./session";

/** What waits behind an entry, and the right to decide about it. */
const HEAPS = {
  "/reviews": { action: "obligation.review", query: toReviewQuery },
  "/activities": { action: "activity.accept", query: (campaign: string) => toDecideQuery("activities", campaign) },
  "/exposures": { action: "exposure.confirm", query: (campaign: string) => toDecideQuery("exposures", campaign) },
};

export function ToReview({ path }: { path: keyof typeof HEAPS }) {
  const campaign = useCampaign();
  const may = useMay();
  const { action, query } = HEAPS[path];
  const { queryKey, queryFn, staleTime, refetchInterval } = query(campaign?.id ?? "");
  const options = { queryKey, queryFn, staleTime, refetchInterval, enabled: campaign !== null && may(action) };
  const text = heapText(useQuery(options as UseQueryOptions<Heap>).data);
  if (text === null) return null;
  return (
    <span className="menu-count">
      {text}
      <span className="unseen">{t("menu.reviews_wait")}</span>
    </span>
  );
}

/** Whether anything can wait behind this entry. */
export function hasHeap(path: string): path is keyof typeof HEAPS {
  return path in HEAPS;
}
