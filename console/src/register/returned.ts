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

/** More than these are for the register itself. */
const SHOWN_MAX = 30;

type Query = { campaign: string; state: "returned"; may_save: true; limit: number };

const REGISTERS = [
  {
    name: "activities",
    action: "activity.record",
    list: (query: Query) => answer(api.GET("/api/activities", { params: { query } })),
  },
  {
    name: "exposures",
    action: "exposure.record",
    list: (query: Query) => answer(api.GET("/api/exposures", { params: { query } })),
  },
] as const;

async function returnedIn({ name, list }: (typeof REGISTERS)[number], campaign: string): Promise<ReturnedRecord[]> {
  const { items } = await list({ campaign, state: "returned", may_save: true, limit: SHOWN_MAX });
  return items.map((item) => ({
    id: item.id,
    path: `/${name}/${item.id}`,
    title: item.title || ("kind_title" in item ? item.kind_title : t("exposure.untitled")),
    unit: item.unit_name,
    reason: item.state_reason ?? null,
    signed: item.state_signed,
  }));
}

/** What was returned of all registers that the person writes into, the oldest return first. */
export const returnedQuery = (campaign: string, me: Me) =>
  queryOptions({
    queryKey: ["returned-records", campaign],
    queryFn: async () => {
      const mine = REGISTERS.filter(({ action }) => me.actions.includes(action));
      const found = await Promise.all(mine.map((register) => returnedIn(register, campaign)));
      return found.flat().sort((one, other) => one.signed.at.localeCompare(other.signed.at));
    },
    ...BY_THE_MINUTE,
  });
