/** The first screen while no campaign runs, for somebody who sets the system up: what comes first, where, and what is done. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { answer, api } from "@/api/client";
import { useCampaign } from "@/app/CampaignScope";
import { useMay } from "@/app/session";
import { plansQuery } from "@/campaign/api";
import { t, type TextKey } from "@/i18n";
import { Page, Panel } from "@/ui/Page";
import { StateMark } from "@/ui/StateMark";
import { unitTreeQuery } from "./api";
import { progress, type Progress } from "./begin";
import type { ROLES } from "./words";

interface BeginStep {
  to: string;
  text: TextKey;
  /** Who has none of them reads who does it, without a link to a page that is not theirs. */
  actions: string[];
  /** Nothing of what the person may not see. */
  isDone: boolean | null;
}

const holdsQuery = (role: (typeof ROLES)[number]) =>
  queryOptions({
    queryKey: ["people", "any", role],
    queryFn: () => answer(api.GET("/api/people", { params: { query: { role, limit: 1 } } })),
  });

function useProgress(): Progress {
  const may = useMay();
  const campaign = useCampaign();
  const units = useQuery({ ...unitTreeQuery, enabled: may("org.read_units") }).data;
  const office = useQuery({ ...holdsQuery("office"), enabled: may("org.read_people") }).data;
  const filers = useQuery({ ...holdsQuery("city_officer"), enabled: may("org.read_people") }).data;
  const plans = useQuery({ ...plansQuery, enabled: may("campaign.keep") }).data;
  return progress({
    units: units?.items.length,
    office: office && office.items.length > 0,
    filers: filers && filers.items.length > 0,
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
    { to: "/plan?tab=new", text: may("campaign.keep") ? "begin.own_plan" : "begin.plan", actions: ["campaign.keep", "campaign.read"], isDone: done.kept },
    { to: "/plan?tab=new", text: "begin.adopt", actions: ["campaign.adopt"], isDone: done.adopted },
  ];
  return (
    <Page title={t("begin.title")} about={t(done.adopted ? "begin.over" : "begin.about")}>
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
