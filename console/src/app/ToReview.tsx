/** How much waits for the person, beside the menu's entry. Outside of its link, whose name stays the page's. */
import { useQuery, useQueryClient, type UseQueryOptions } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { heapText, isList, type Heap } from "@/api/heap";
import type { Me } from "@/api/types";
import { toDoQuery, toReviewQuery } from "@/obligation/waiting";
import { toDecideQuery } from "@/register/waiting";
import { t, type TextKey } from "@/i18n";
import { useCampaign } from "./CampaignScope";
import { useMay, useMe } from "./session";

interface Waiting {
  /** The right without which nothing waits for the person. */
  action: string;
  query: (campaign: string, me: Me) => object;
  /** The first key of the lists that show what is counted. */
  list: string;
  /** What the number is one of. */
  text: TextKey;
}

const HEAPS = {
  "/todo": { action: "obligation.submit", query: toDoQuery, list: "obligations", text: "menu.todo_wait" },
  "/reviews": { action: "obligation.review", query: toReviewQuery, list: "reviews", text: "menu.reviews_wait" },
  "/activities": { action: "activity.accept", query: (campaign) => toDecideQuery("activities", campaign), list: "activities", text: "menu.reviews_wait" },
  "/exposures": { action: "exposure.confirm", query: (campaign) => toDecideQuery("exposures", campaign), list: "exposures", text: "menu.reviews_wait" },
} satisfies Record<string, Waiting>;

export function ToReview({ path }: { path: keyof typeof HEAPS }) {
  const campaign = useCampaign();
  const may = useMay();
  const { action, query, list, text: one } = HEAPS[path] as Waiting;
  const options = { ...query(campaign?.id ?? "", useMe()), enabled: campaign !== null && may(action) };
  const text = heapText(useQuery(options as UseQueryOptions<Heap>).data);
  useListFollows(list, text);
  if (text === null) return null;
  return (
    <span className="menu-count">
      {text}
      <span className="unseen">{t(one)}</span>
    </span>
  );
}

/** Whoever looks at a list is not told another number beside it: the list is read again when the number has moved. */
function useListFollows(list: string, number: string | null) {
  const client = useQueryClient();
  const told = useRef<string | null>(undefined);
  useEffect(() => {
    const isFirst = told.current === undefined;
    const hasMoved = told.current !== number;
    told.current = number;
    if (isFirst || !hasMoved) return;
    void client.invalidateQueries({ queryKey: [list], predicate: isList });
  }, [client, list, number]);
}

/** Whether anything can wait behind this entry. */
export function hasHeap(path: string): path is keyof typeof HEAPS {
  return path in HEAPS;
}
