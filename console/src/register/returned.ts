/** Records that came back to whoever writes them: they wait to be corrected, as a returned report does. */
import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { BY_THE_MINUTE } from "@/api/heap";
import type { Me } from "@/api/types";
import { t } from "@/i18n";
import type { Signed } from "./kit";

export interface ReturnedRecord {
  id: string;
  path: string;
  title: string;
  unit: string;
  reason: string | null;
  signed: Signed;
}

/** Each is read by itself, for its reason and for what may be done to it. */
const READ_MAX = 30;
const PAGES_MAX = 10;
const AT_ONCE = 200;

const REGISTERS = [
  {
    name: "activities",
    action: "activity.record",
    page: (query: Query) => answer(api.GET("/api/activities", { params: { query: { ...query, state: "returned" } } })),
    read: (id: string) => answer(api.GET("/api/activities/{id}", { params: { path: { id } } })),
  },
  {
    name: "exposures",
    action: "exposure.record",
    page: (query: Query) => answer(api.GET("/api/exposures", { params: { query: { ...query, state: "returned" } } })),
    read: (id: string) => answer(api.GET("/api/exposures/{id}", { params: { path: { id } } })),
  },
] as const;

type Register = (typeof REGISTERS)[number];

interface Query {
  campaign: string;
  limit: number;
  after?: string;
}

/** A city writes records for itself alone, an enterprise also for its lines and warehouses; the server has the last word. */
function mayBeMine({ posts }: Pick<Me, "posts">, unit: string): boolean {
  return posts.some((post) => post.unit.id === unit || post.role === "safety_manager");
}

async function returnedIn(register: Register, campaign: string, me: Me): Promise<ReturnedRecord[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES_MAX && ids.length < READ_MAX; page += 1) {
    const found = await register.page({ campaign, limit: AT_ONCE, ...(after === undefined ? {} : { after }) });
    ids.push(...found.items.filter(({ unit_id }) => mayBeMine(me, unit_id)).map(({ id }) => id));
    if (found.next == null) break;
    after = found.next;
  }
  const views = await Promise.all(ids.slice(0, READ_MAX).map((id) => register.read(id)));
  return views
    .filter(({ may }) => may.some((move) => move === "save"))
    .map((view) => ({
      id: view.id,
      path: `/${register.name}/${view.id}`,
      title: view.details.title || ("kind_title" in view ? view.kind_title : t("exposure.untitled")),
      unit: view.unit_name,
      reason: view.state_reason ?? null,
      signed: view.state_signed,
    }));
}

/** What was returned of all registers that the person writes into, the oldest return first. */
export const returnedQuery = (campaign: string, me: Me) =>
  queryOptions({
    queryKey: ["returned-records", campaign],
    queryFn: async () => {
      const mine = REGISTERS.filter(({ action }) => me.actions.includes(action));
      const found = await Promise.all(mine.map((register) => returnedIn(register, campaign, me)));
      return found.flat().sort((one, other) => one.signed.at.localeCompare(other.signed.at));
    },
    ...BY_THE_MINUTE,
  });
