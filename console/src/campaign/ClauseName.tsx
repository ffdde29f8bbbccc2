import { useQuery } from "@tanstack/react-query";
import { planQuery } from "./api";

/** A clause by its number and title in the paper, for the key by which the plan knows it. */
export function ClauseName({ campaign, clause }: { campaign: string; clause: string }) {
  const plan = useQuery({ ...planQuery(campaign), staleTime: Infinity });
  const found = plan.data?.clauses.find(({ key }) => key === clause);
  return found === undefined ? null : <span className="soft">{`${found.number} ${found.title}`}</span>;
}
