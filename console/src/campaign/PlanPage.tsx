/** The plan that runs: its clauses beside the duties they created; and a new plan on its way to being adopted. */
import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { useCampaign } from "@/app/CampaignScope";
import { useMay, useOwnUnit } from "@/app/session";
import { mark, t } from "@/i18n";
import { CopyButton } from "@/ui/CopyButton";
import { DataTable } from "@/ui/DataTable";
import { Page, Panel } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { dayText, instantText } from "@/ui/time";
import { useFilters } from "@/ui/useFilters";
import { planQuery, type PlanAdoption, type PlanView } from "./api";
import { Calendar } from "./Calendar";
import { Clauses } from "./Clauses";
import { Outdated } from "./Outdated";
import { Propose } from "./Propose";

export default function PlanPage() {
  const campaign = useCampaign();
  const may = useMay();
  const { values, set } = useFilters(["tab"] as const);
  const own = useOwnUnit();
  const running = campaign?.running != null;
  const mayKeep = may("campaign.keep");
  const tabs = [
    // Whoever brings the first plan sees only where it goes.
    ...(running || !mayKeep
      ? [{ key: "plan", label: t("plan.running"), children: running ? <Running campaign={campaign.id} /> : <Nothing /> }]
      : []),
    ...(running && own !== null && may("obligation.read")
      ? [{ key: "calendar", label: t("plan.calendar"), children: <Calendar campaign={campaign.id} unit={own.id} /> }]
      : []),
    ...(mayKeep ? [{ key: "new", label: t(running ? "plan.propose" : "plan.propose_first"), children: <Propose campaign={campaign} /> }] : []),
  ];
  // An address may name a tab that is not there, or not yet.
  const asked = tabs.find(({ key }) => key === values.tab);
  return (
    <Page title={t("menu.plan")} help="help.plan" {...(campaign === null ? {} : { about: campaign.title })}>
      <Tabs
        activeKey={asked?.key ?? (running ? "plan" : tabs[tabs.length - 1]!.key)}
        onChange={(tab) => set({ tab })}
        items={tabs}
      />
    </Page>
  );
}

function Nothing() {
  return <Empty text={t("app.no_campaign")} help={t("campaign.none_help")} />;
}

function Running({ campaign }: { campaign: string }) {
  const plan = useQuery(planQuery(campaign));
  const may = useMay();
  return (
    <Ready query={plan}>
      {(view) => (
        <>
          {may("campaign.adopt") && <Outdated campaign={campaign} fingerprint={view.fingerprint} />}
          <Plan view={view} />
        </>
      )}
    </Ready>
  );
}

/** As many as tell editions apart. */
const FINGERPRINT_CHARS = 8;

function Download({ fingerprint }: { fingerprint: string }) {
  return (
    <a href={`/api/plans/${fingerprint}/text`} download={`${fingerprint.slice(0, 12)}.yaml`}>
      {t("plan.download")}
    </a>
  );
}

function Fingerprint({ text }: { text: string }) {
  const short = text.slice(0, FINGERPRINT_CHARS);
  return (
    <>
      <span className="digest" title={text}>
        {short}
      </span>{" "}
      <CopyButton size="small" text={text} label={t("plan.copy", { fingerprint: short })} />
    </>
  );
}

function Plan({ view }: { view: PlanView }) {
  // Counted by time, however the list is ordered.
  const editions = [...view.adoptions].sort((a, b) => Date.parse(a.adopted_at) - Date.parse(b.adopted_at)).map(({ compiled_id }) => compiled_id);
  return (
    <>
      {/* What it is called stands above: it is the campaign. */}
      <Panel title={`${t("plan.theme")}${mark.colon}${view.theme}`} extra={view.ordinal != null && t("plan.ordinal", { ordinal: view.ordinal })}>
        <ul>
          {view.phases.map((phase) => (
            <li key={phase.key}>
              {phase.title}{mark.colon}{dayText(phase.from)} — {dayText(phase.to)}
              {phase.note != null && <span className="soft">{mark.open}{phase.note}{mark.close}</span>}
            </li>
          ))}
          {view.events.map((event) => (
            <li key={event.title}>
              {event.title}{mark.colon}{dayText(event.day)}
            </li>
          ))}
        </ul>
        <p className="soft">
          {view.authority} · {t("plan.adopted", { at: instantText(view.adopted_at), count: view.obligations })} ·{" "}
          <Download fingerprint={view.fingerprint} />
        </p>
        {view.upper_documents.length > 0 && (
          <p className="soft">
            {t("plan.upper")}{mark.colon}
            {view.upper_documents.map(({ issuer, title, number }) => `${issuer}《${title}》${number}`).join(mark.semicolon)}
          </p>
        )}
        {view.leading_group.length > 0 && (
          <p className="soft">
            {t("plan.leading_group")}{mark.colon}
            {view.leading_group.map(({ role, name, posts }) => `${role} ${name}${mark.open}${posts}${mark.close}`).join(mark.semicolon)}
          </p>
        )}
      </Panel>
      <Panel title={t("plan.clauses")}>
        <Clauses view={view} />
      </Panel>
      <Panel title={t("plan.adoptions")}>
        <DataTable<PlanAdoption>
          label={t("plan.adoptions")}
          rows={view.adoptions}
          id={(row) => row.compiled_id}
          columns={[
            { title: t("plan.edition"), render: (_, row) => t("plan.edition_number", { number: editions.indexOf(row.compiled_id) + 1 }) },
            { title: t("common.instant"), render: (_, row) => instantText(row.adopted_at) },
            { title: t("common.person"), dataIndex: "adopted_by" },
            { title: t("plan.fingerprint"), render: (_, row) => <Fingerprint text={row.fingerprint} /> },
            { title: t("common.actions"), isTool: true, render: (_, row) => <Download fingerprint={row.fingerprint} /> },
          ]}
        />
      </Panel>
    </>
  );
}
