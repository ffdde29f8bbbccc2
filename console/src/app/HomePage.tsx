/** The first screen of those to whom no list of work belongs: what their posts are for, and where each thing is done. */
import { Link } from "react-router";
import { t, word, type TextKey } from "@/i18n";
import { roleAbout } from "@/org/words";
import { Page, Panel } from "@/ui/Page";
import { useMay, useMe } from "./session";
import { useMayBegin } from "./useBegins";
import { useEntries } from "./useEntries";

/** What somebody does there; the second where they may only read. */
const ABOUT: Record<string, { action: string; does: TextKey; reads: TextKey }> = {
  "/todo": { action: "obligation.submit", does: "home.todo", reads: "home.todo" },
  "/board": { action: "obligation.read", does: "home.board", reads: "home.board" },
  "/obligations": { action: "obligation.read", does: "home.obligations", reads: "home.obligations" },
  "/calendar": { action: "obligation.read", does: "home.calendar", reads: "home.calendar" },
  "/wall": { action: "obligation.read", does: "home.wall", reads: "home.wall" },
  "/urge": { action: "obligation.urge", does: "home.urge", reads: "home.urge" },
  "/reviews": { action: "obligation.review", does: "home.reviews", reads: "home.reviews" },
  "/papers": { action: "obligation.receive_paper", does: "home.papers", reads: "home.papers_read" },
  "/activities": { action: "activity.record", does: "home.activities", reads: "home.activities_read" },
  "/exposures": { action: "exposure.record", does: "home.exposures", reads: "home.exposures_read" },
  "/statistics": { action: "statistics.confirm", does: "home.statistics", reads: "home.statistics_read" },
  "/plan": { action: "campaign.keep", does: "home.plan", reads: "home.plan" },
  "/units": { action: "org.manage_units", does: "home.units", reads: "home.units_read" },
  "/people": { action: "org.manage_people", does: "home.people", reads: "home.people_read" },
  "/jobs": { action: "jobs.run", does: "home.jobs", reads: "home.jobs_read" },
  "/audit": { action: "audit.read", does: "home.audit", reads: "home.audit" },
};

/** Whoever may do none of these has nothing that could wait for them. */
const ACTS = ["obligation.submit", "obligation.review", "org.manage_units", "org.manage_people", "jobs.run", "audit.read"];

export default function HomePage() {
  const me = useMe();
  const may = useMay();
  const entries = useEntries();
  const begins = useMayBegin();
  return (
    <Page title={t("home.title")} help="help.home">
      <Panel title={t("home.posts")}>
        <ul>
          {me.posts.map(({ unit, role }) => (
            <li key={`${unit.id}-${role}`}>
              <strong>
                {unit.name} · {word("role", role)}
              </strong>
              <div>{roleAbout(role, me.actions)}</div>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("home.places")}>
        {!ACTS.some((action) => may(action)) && <p>{t("home.only_reads")}</p>}
        <dl className="answers">
          {begins && [
            <dt key="begin">
              <Link to="/begin">{t("begin.title")}</Link>
            </dt>,
            <dd key="begin-about">{t("home.begin")}</dd>,
          ]}
          {entries.flatMap(({ path, text }) => {
            const about = ABOUT[path];
            return [
              <dt key={path}>
                <Link to={path}>{t(text)}</Link>
              </dt>,
              <dd key={`${path}-about`}>{about !== undefined && t(may(about.action) ? about.does : about.reads)}</dd>,
            ];
          })}
        </dl>
      </Panel>
    </Page>
  );
}
