import type { QueryClient } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { heapOf, type Heap } from "@/api/heap";
import type { Me } from "@/api/types";
import { returnedQuery } from "@/register/returned";

/** The lines of the to-do list: what the person's posts owe now, and the records that came back to them. */
export async function toDo(client: QueryClient, campaign: string, me: Me): Promise<Heap> {
  const [owed, returned] = await Promise.all([
    heapOf((page) => answer(api.GET("/api/obligations", { params: { query: { campaign, mine: true, ...page } } })), () => true),
    client.fetchQuery(returnedQuery(campaign, me)),
  ]);
  return { ...owed, count: owed.count + returned.length };
}
