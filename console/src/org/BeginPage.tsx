/** The first screen while no campaign runs, for somebody who sets the system up: what comes first, where, and what is done. */
import { queryOptions, useQuery, type QueryKey, type UseQueryOptions } from "@tanstack/react-query";
import { Link } from "react-router";
import { answer, api } from "@/api/client";
import { useCampaign } from "@/app/CampaignScope";
import { useMay } from "@/app/session";
import { campaignsQuery, plansQuery } from "@/campaign/api";
import { t, type TextKey } from "@/i18n";
import { Page, Panel } from "@/ui/Page";
import { StateMark } from "@/ui/StateMark";
import { unitTreeQuery } from "./api";
import { areApart, progress, type Progress } from "./begin";
import type { ROLES } from "./words";

interface BeginStep {
  to: string;
  text: TextKey;
  /** Who has none of them reads who does it, without a link to a page that is not theirs. */
  actions: string[];
  /** Nothing of what the person may not see. */
  isDone: boolean | null;
}

/** As many holders of a post as are looked at. */
const HOLDERS_MAX = 20;

const holdsQuery = (role: (typeof ROLES)[number]) =>
  queryOptions({
    queryKey: ["people", "any", role],
    queryFn: () => answer(api.GET("/api/people", { params: { query: { role, limit: HOLDERS_MAX } } })),
  });

/** What was read for another page may be older than what was done since: a tick is of now, or not there yet. */
function useFresh<T, K extends QueryKey>(options: UseQueryOptions<T, Error, T, K>): T | undefined {
  const { data, isFetchedAfterMount } = useQuery({ ...options, refetchOnMount: "always" });
  return isFetchedAfterMount ? data : undefined;
}

function useProgress(): Progress {
  const may = useMay();
  const campaign = useCampaign();
  const people = may("org.read_people");
  const units = useFresh({ ...unitTreeQuery, enabled: may("org.read_units") });
  const office = useFresh({ ...holdsQuery("office"), enabled: people });
  const filers = useFresh({ ...holdsQuery("city_officer"), enabled: people });
  const system = useFresh({ ...holdsQuery("system_admin"), enabled: people });
  const security = useFresh({ ...holdsQuery("security_admin"), enabled: people });
  const audit = useFresh({ ...holdsQuery("audit_admin"), enabled: people });
  const plans = useFresh({ ...plansQuery, enabled: may("campaign.keep") });
  // The campaign of the frame comes from the same list.
  useFresh({ ...campaignsQuery, enabled: may("campaign.read") });
  return progress({
    units: units?.items.length,
    office: office && office.items.length > 0,
    filers: filers && filers.items.length > 0,
    administrators: system && security && audit && areApart([system, security, audit].map(({ items }) => items.map(({ id }) => id))),
    plans: plans?.length,
    isRunning: campaign?.running != null,
  });
}

export default function BeginPage() {
  const may = useMay();
  const done = useProgress();
  const steps: BeginStep[] = [
    { to: "/units", text: "begin.units", actions: ["org.manage_units", "org.read_units"], isDone: done.units },
    { to: "/people?role=office", text: "begin.office", actions: ["org.manage_people"], isDone: done.office },
    { to: "/people?role=city_officer", text: "begin.filers", actions: ["org.manage_people"], isDone: done.filers },
    { to: "/people?role=audit_admin", text: "begin.administrators", actions: ["org.manage_administrators"], isDone: done.administrators },
    { to: "/plan?tab=new", text: may("campaign.keep") ? "begin.own_plan" : "begin.plan", actions: ["campaign.keep"], isDone: done.kept },
    { to: "/plan?tab=new", text: "begin.adopt", actions: ["campaign.adopt"], isDone: done.adopted },
  ];
  return (
    <Page title={t("begin.title")} help="help.begin" about={t(done.adopted ? "begin.over" : "begin.about")}>
      <Panel>
        <ol>
          {steps.map(({ to, text, actions, isDone }) => (
            <li key={text}>
              {may(...actions) ? <Link to={to}>{t(text)}</Link> : t(text)}{" "}
              {isDone !== null && <StateMark tone={isDone ? "good" : "quiet"} text={t(isDone ? "begin.done" : "begin.not_done")} small />}
            </li>
          ))}
        </ol>
      </Panel>
    </Page>
  );
}
