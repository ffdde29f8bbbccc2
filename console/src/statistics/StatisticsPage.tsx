/** The statistics table of a unit: live or as confirmed, every figure with its records. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Segmented } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { sendFile } from "@/api/upload";
import { useWrite } from "@/api/write";
import { WithCampaign } from "@/app/CampaignScope";
import { useMay, useMe, useOwnUnit, useServerClock } from "@/app/session";
import { t, word } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { csvOf, save } from "@/ui/csv";
import { ExportLinks, queryOf } from "@/ui/ExportLinks";
import { FileButton } from "@/ui/FileButton";
import { FilterChoice } from "@/ui/Filters";
import { Page, Panel } from "@/ui/Page";
import { Empty, Loading, Ready } from "@/ui/State";
import { dayText, instantText } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { useFilters } from "@/ui/useFilters";
import { tableQuery, tablesQuery, weeksQuery, type Basis, type Place, type TableHead, type TableView } from "./api";
import { ConfirmDrawer } from "./ConfirmDrawer";
import { ConfirmedLine, Figures, type Opened } from "./Figures";
import { RecordsDrawer } from "./RecordsDrawer";
import { Snapshots } from "./Snapshots";
import { shownRows } from "./shown";
import { Unusual, useSteps } from "./Unusual";
import { notedFigures, notesOf, uncorrected } from "./weeks";

const Charts = lazy(() => import("./Charts"));

type Look = "table" | "charts";
const LOOKS: Look[] = ["table", "charts"];

export default function StatisticsPage() {
  return <WithCampaign>{({ id }) => <Tables campaign={id} />}</WithCampaign>;
}

function Tables({ campaign }: { campaign: string }) {
  const tables = useQuery(tablesQuery(campaign));
  return (
    <Ready query={tables}>
      {(heads) => (heads.length === 0 ? <NoTables /> : <Chosen campaign={campaign} heads={heads} />)}
    </Ready>
  );
}

function NoTables() {
  return (
    <Page title={t("menu.statistics")} help="help.statistics">
      <Empty text={t("statistics.no_tables")} help={t("statistics.no_tables_help")} />
    </Page>
  );
}

function Chosen({ campaign, heads }: { campaign: string; heads: TableHead[] }) {
  const { values, set } = useFilters(["table", "unit", "basis", "look", "report"] as const);
  const own = useOwnUnit();
  const head = heads.find(({ key }) => key === values.table) ?? heads[0];
  const unit = values.unit ?? own?.id;
  const look: Look = values.look === "charts" ? "charts" : "table";
  const basis: Basis = values.basis === "confirmed" && look === "table" ? "confirmed" : "live";
  if (head === undefined || unit === undefined) return <NoTables />;
  const place = { campaign, table: head.key, unit };
  return (
    <Page
      isLandscape
      help="help.statistics"
      title={t("menu.statistics")}
      about={`${head.title} · ${dayText(head.from)} — ${dayText(head.to)}`}
      tools={<Tools place={place} basis={basis} />}
    >
      <div className="filters no-print">
        <FilterChoice
          label={t("statistics.table")}
          value={head.key}
          options={heads.map(({ key, title }) => ({ value: key, label: title }))}
          onChange={(table) => set({ table, report: undefined })}
          isKept
        />
        <UnitSelect value={unit} allowClear={false} onChange={(next) => set({ unit: next, report: undefined })} />
        {/* Charts are drawn from the records, so there is nothing to choose. */}
        {look === "table" && (
          <Segmented<Basis>
            aria-label={t("statistics.basis")}
            value={basis}
            onChange={(next) => set({ basis: next })}
            options={(["live", "confirmed"] as const).map((one) => ({ value: one, label: word("basis", one) }))}
          />
        )}
        <Segmented<Look>
          aria-label={t("statistics.look")}
          value={look}
          onChange={(next) => set({ look: next })}
          options={LOOKS.map((one) => ({ value: one, label: word("look", one) }))}
        />
      </div>
      {head.reconstructed && (
        <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t("statistics.reconstructed")} description={head.note} />
      )}
      <Shown
        key={`${head.key}-${unit}`}
        place={place}
        title={head.title}
        until={head.to}
        basis={basis}
        look={look}
        others={heads.filter(({ key }) => key !== head.key)}
        choose={(table) => set({ table, report: undefined })}
      />
    </Page>
  );
}

/** True when one of the person's posts is held at the unit itself. */
function useHoldsPostAt(unit: string): boolean {
  return useMe().posts.some((post) => post.unit.id === unit);
}

function Tools({ place, basis }: { place: Place; basis: Basis }) {
  const own = useHoldsPostAt(place.unit);
  const may = useMay();
  const message = useMessages();
  const { campaign, table, unit } = place;
  const path = `/api/campaigns/${campaign}/tables/${encodeURIComponent(table)}`;
  const bring = useWrite({
    send: (file: File, keyed) =>
      sendFile<{ corrected: number }>(`${path}/import?${queryOf({ unit })}`, file, keyed.headers["Idempotency-Key"]),
    done: ({ corrected }) => message.success(t("statistics.imported", { count: corrected })),
  });
  return (
    <>
      {/* Whoever fills nothing in takes it for what it is to them: the table as a file. */}
      <ExportLinks {...(own && may("statistics.confirm") ? { what: t("statistics.form") } : {})} address={(form) => `${path}/export?${queryOf({ unit, basis, form })}`} />
      {own && may("statistics.confirm") && (
        <FileButton
          text={t("statistics.import")}
          accept=".xlsx,.csv"
          busy={bring.isPending}
          onFile={(file) => bring.mutate(file)}
        />
      )}
    </>
  );
}

interface ShownProps {
  place: Place;
  title: string;
  /** The last day of the period. */
  until: string;
  basis: Basis;
  look: Look;
  /** The other tables of the campaign. */
  others: TableHead[];
  choose: (table: string) => void;
}

function Shown({ place, title, until, basis, look, others, choose }: ShownProps) {
  const today = useMe().now.slice(0, 10);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [confirming, setConfirming] = useState(false);
  const own = useHoldsPostAt(place.unit);
  const may = useMay();
  const table = useQuery(tableQuery(place, basis));
  const weeks = useQuery(weeksQuery(place)).data;
  // What is unusual was found among the records.
  const notes = useMemo(() => (weeks === undefined ? undefined : uncorrected(notesOf(weeks), table.data)), [weeks, table.data]);
  const unusual = weeks === undefined || table.data === undefined ? 0 : notedFigures(table.data, notesOf(weeks)).length;
  const steps = useSteps(notes === undefined || table.data === undefined ? [] : notedFigures(table.data, notes));
  if (look === "charts") {
    return (
      <Ready query={table}>
        {(view) => (
          <Suspense fallback={<Loading />}>
            <Charts place={place} table={view} />
          </Suspense>
        )}
      </Ready>
    );
  }
  return (
    <>
      <Panel>
        <Ready query={table}>
          {(view) => (
            <>
              <OnPaper view={view} readAt={table.dataUpdatedAt} />
              <p style={{ marginTop: 0, display: "flex", gap: 12, alignItems: "center", flexWrap: "wrap" }}>
                <ConfirmedLine view={view} />
                <Unusual steps={steps} />
                <Button size="small" className="no-print" onClick={() => save(`${title}-${view.unit_name}.csv`, csvOf(shownRows(view)))}>
                  {t("table.export")}
                </Button>
                {own && may("statistics.confirm") && (
                  <Button type="primary" size="small" className="no-print" onClick={() => setConfirming(true)}>
                    {t("statistics.confirm_open")}
                  </Button>
                )}
              </p>
              <ForReport isReady={view.confirmed != null && !view.confirmed.outdated} />
              {view.sections.every(({ rows }) => rows.every(({ total }) => total === 0)) && <Elsewhere others={others} choose={choose} />}
              {basis === "confirmed" && <LiveAmongSigned view={view} />}
              <Figures view={view} open={setOpened} notes={notes} steps={steps} />
              <ConfirmDrawer
                place={place}
                view={view}
                unusual={unusual}
                open={confirming}
                onClose={() => setConfirming(false)}
              />
            </>
          )}
        </Ready>
      </Panel>
      <Snapshots
        place={place}
        basis={basis}
        isConfirmed={table.data?.confirmed != null}
        doubts={[
          ...(today <= until ? [t("statistics.freeze_early", { day: dayText(until) })] : []),
          ...(steps.figures.length > 0 ? [t("statistics.unusual", { count: steps.figures.length })] : []),
        ]}
        confirmAgain={own && may("statistics.confirm") ? () => setConfirming(true) : undefined}
        mayFreeze={own && may("statistics.freeze")}
      />
      <RecordsDrawer place={place} opened={opened} onClose={() => setOpened(null)} />
    </>
  );
}

/** Whoever looks for a record that was just accepted may have the wrong table before them. */
function Elsewhere({ others, choose }: Pick<ShownProps, "others" | "choose">) {
  if (others.length === 0) return null;
  return (
    <p className="no-print soft">
      {t("statistics.all_nought")}
      {others.map(({ key, title }) => (
        <Button key={key} type="link" size="small" onClick={() => choose(key)}>
          {title}
        </Button>
      ))}
    </p>
  );
}

/** Whoever came from a report that waits for this table finds the way back to it. */
function ForReport({ isReady }: { isReady: boolean }) {
  const report = useSearchParams()[0].get("report");
  if (report === null) return null;
  return (
    <Alert
      type={isReady ? "success" : "info"}
      showIcon
      className="no-print"
      style={{ marginBottom: 12 }}
      title={
        <>
          {t(isReady ? "statistics.for_report_ready" : "statistics.for_report")} <Link to={`/obligations/${report}/report`}>{t("statistics.to_report")}</Link>
        </>
      }
    />
  );
}

/** A column that nobody signed shows the records, under a heading that promises signed figures. */
function LiveAmongSigned({ view }: { view: TableView }) {
  const count = view.columns.filter(({ own, confirmed_at }) => !own && confirmed_at == null).length;
  const parts = [
    ...(count > 0 ? [t("statistics.live_among", { count })] : []),
    ...(view.confirmed == null ? [t("statistics.live_whole", { unit: view.unit_name })] : []),
  ];
  return parts.length === 0 ? null : <Alert type="info" showIcon data-testid="live-among" style={{ marginBottom: 12 }} title={parts.join("")} />;
}

/** What the choices above the table say on the screen, and when its figures were read. */
function OnPaper({ view, readAt }: { view: TableView; readAt: number }) {
  const clock = useServerClock(useMe());
  const at = instantText(clock(readAt));
  return <div className="print-only">{t("statistics.on_paper", { unit: view.unit_name, basis: word("basis", view.basis), at })}</div>;
}
