/** The first steps of an installation, for those who take them: what comes first, whose it is, what is done, what follows. */
import { queryOptions, useQuery, type QueryKey, type UseQueryOptions } from "@tanstack/react-query";
import { Link } from "react-router";
import { answer, api } from "@/api/client";
import { useCampaign } from "@/app/CampaignScope";
import { mayOpen } from "@/app/menu";
import { useMay, useMe } from "@/app/session";
import { campaignsQuery, plansQuery } from "@/campaign/api";
import { mark, t, word, type TextKey } from "@/i18n";
import { Page, Panel } from "@/ui/Page";
import { StateMark } from "@/ui/StateMark";
import { dayText } from "@/ui/time";
import { useToday } from "@/ui/UnitSelect";
import { unitTreeQuery, type PostView } from "./api";
import { progress, type Held, type Progress, type Step } from "./begin";
import type { ROLES } from "./words";

type Role = (typeof ROLES)[number];

interface BeginStep {
  to: string;
  text: TextKey;
  /** Whose step it is: said to everybody else, who has no link to a page that is not theirs. */
  by: Role[];
  actions: string[];
  /** What its state is read with. */
  sees: string;
  state: Step;
}

/** As many as a list gives at once. */
const HOLDERS_MAX = 200;
const PAGES_MAX = 25;

interface Page<T> {
  items: T[];
  next?: string | null;
}

/** Every page of a list, as far as anybody would count. */
async function whole<T>(read: (page: { limit: number; after?: string }) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { items, next } = await read({ limit: HOLDERS_MAX, ...(after === undefined ? {} : { after }) });
    all.push(...items);
    if (next == null) break;
    after = next;
  }
  return all;
}

const activeQuery = (role: Role) =>
  queryOptions({
    queryKey: ["people", "any", role],
    queryFn: () => whole((page) => answer(api.GET("/api/people", { params: { query: { role, ...page } } }))),
  });

const postsQuery = (role: Role) =>
  queryOptions({
    queryKey: ["people", "posts", role],
    queryFn: () => whole((page) => answer(api.GET("/api/posts", { params: { query: { role, ...page } } }))),
  });

/** What was read for another page may be older than what was done since: a tick is of now, or not there yet. */
function useFresh<T, K extends QueryKey>(options: UseQueryOptions<T, Error, T, K>): T | undefined {
  const { data, isFetchedAfterMount } = useQuery({ ...options, refetchOnMount: "always" });
  return isFetchedAfterMount ? data : undefined;
}

/** The posts of a kind, now and to come. Only the list of people knows whose account was shut. */
function useHeld(role: Role): Held[] | undefined {
  const enabled = useMay()("org.read_people");
  const active = useFresh({ ...activeQuery(role), enabled });
  const posts = useFresh({ ...postsQuery(role), enabled });
  if (active === undefined || posts === undefined) return undefined;
  const isOpen = ({ in_force, person_id }: PostView) => !in_force || active.some(({ id }) => id === person_id);
  return posts
    .filter(isOpen)
    .map(({ person_id, unit, valid_from, valid_to }) => ({ person: person_id, unit: unit.id, from: valid_from, to: valid_to ?? null }));
}

function useProgress(): Progress {
  const may = useMay();
  const campaign = useCampaign();
  const today = useToday();
  const units = useFresh({ ...unitTreeQuery, enabled: may("org.read_units") });
  const office = useHeld("office");
  const [filers, reviewers, managers] = [useHeld("city_officer"), useHeld("city_reviewer"), useHeld("safety_manager")];
  const existing = units?.items.filter(({ in_force }) => in_force);
  const idsOf = (...kinds: string[]) => existing?.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  const [system, security, audit] = [useHeld("system_admin"), useHeld("security_admin"), useHeld("audit_admin")];
  const plans = useFresh({ ...plansQuery, enabled: may("campaign.keep") });
  // The campaign of the frame comes from the same list.
  useFresh({ ...campaignsQuery, enabled: may("campaign.read") });
  return progress({
    today,
    units: units?.items.length,
    areas: idsOf("city", "special_zone"),
    enterprises: idsOf("enterprise"),
    office,
    filers,
    reviewers,
    managers,
    administrators: system && security && audit && [system, security, audit],
    plans: plans?.length,
    isRunning: may("campaign.read") ? campaign?.running != null : undefined,
  });
}

export default function BeginPage() {
  const done = useProgress();
  const keeps = ["campaign.keep"];
  const gives = ["org.manage_people"];
  const [units, people] = ["org.read_units", "org.read_people"];
  const steps: BeginStep[] = [
    { to: "/units", text: "begin.units", by: ["system_admin"], actions: ["org.manage_units", units], sees: units, state: done.units },
    { to: "/people?role=office", text: "begin.office", by: ["security_admin"], actions: gives, sees: people, state: done.office },
    { to: "/people?role=city_officer", text: "begin.filers", by: ["security_admin", "office"], actions: gives, sees: people, state: done.filers },
    { to: "/people?role=city_reviewer", text: "begin.reviewers", by: ["security_admin", "office"], actions: gives, sees: people, state: done.reviewers },
    { to: "/people?role=safety_manager", text: "begin.managers", by: ["security_admin", "office"], actions: gives, sees: people, state: done.managers },
    {
      to: "/people?role=audit_admin", text: "begin.administrators", by: ["security_admin"], actions: ["org.manage_administrators"],
      sees: people, state: done.administrators,
    },
    { to: "/plan?tab=new", text: "begin.plan", by: ["office"], actions: keeps, sees: "campaign.keep", state: done.kept },
    { to: "/plan?tab=new", text: "begin.adopt", by: ["office"], actions: ["campaign.adopt"], sees: "campaign.read", state: done.adopted },
  ];
  const isOver = done.adopted === "done";
  return (
    <Page title={t("begin.title")} help="help.begin" about={t(isOver ? "begin.over" : done.adopted === null ? "begin.steps" : "begin.about")}>
      {isOver && <Next />}
      <Panel {...(isOver ? { title: t("begin.before") } : {})}>
        <ol>
          {steps.map((step) => (
            <Line key={step.text} {...step} />
          ))}
        </ol>
      </Panel>
    </Page>
  );
}

function Line({ to, text, by, actions, sees, state }: BeginStep) {
  const may = useMay();
  const who = by.map((role) => word("role", role)).join(mark.comma);
  const isHidden = state === null && !may(sees);
  return (
    <li>
      {may(...actions) ? <Link to={to}>{t(text)}</Link> : t(text)}{" "}
      {isHidden && <StateMark tone="void" text={t("begin.hidden", { who })} small />}
      {!isHidden && !may(...actions) && <span className="soft">{t("begin.by", { who })} </span>}
      {state !== null && <Mark state={state} />}
    </li>
  );
}

function Mark({ state }: { state: Exclude<Step, null> }) {
  if (state === "done") return <StateMark tone="good" text={t("begin.done")} small />;
  if (state === "open") return <StateMark tone="quiet" text={t("begin.not_done")} small />;
  if ("some" in state) return <StateMark tone="going" text={t("begin.some", state)} small />;
  return <StateMark tone="going" text={t("begin.from", { day: dayText(state.from) })} small />;
}

/** What happens once a plan runs, in the order in which it happens; each line leads to where it is seen. */
const NEXT: { text: TextKey; ways: [string, TextKey][] }[] = [
  { text: "begin.next_filers", ways: [["/people?role=city_officer", "menu.people"]] },
  { text: "begin.next_board", ways: [["/board", "menu.board"], ["/urge", "menu.urge"]] },
  { text: "begin.next_review", ways: [["/reviews", "menu.reviews"]] },
];

function Next() {
  const { actions } = useMe();
  return (
    <Panel title={t("begin.next")}>
      <ol>
        {NEXT.map(({ text, ways }) => (
          <li key={text}>
            {t(text)}{" "}
            {ways
              .filter(([to]) => mayOpen(to.split("?")[0]!, actions))
              .map(([to, name]) => (
                <Link key={to} to={to} style={{ marginInlineEnd: "0.75em" }}>
                  {t(name)}
                </Link>
              ))}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
