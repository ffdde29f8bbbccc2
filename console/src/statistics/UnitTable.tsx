/** The table of one unit with what can be done about it: sign its figures, freeze them, open the records behind one. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useMay, useMe, useServerClock } from "@/app/session";
import { t, word } from "@/i18n";
import { csvOf, save } from "@/ui/csv";
import { Panel } from "@/ui/Page";
import { Loading, Ready } from "@/ui/State";
import { dayText, instantText } from "@/ui/time";
import { useFilters } from "@/ui/useFilters";
import { tableQuery, type Basis, type Place, type TableHead, type TableView } from "./api";
import { ConfirmDrawer } from "./ConfirmDrawer";
import { ConfirmedLine, Figures } from "./Figures";
import { FROZEN } from "./FrozenTable";
import { RecordsDrawer } from "./RecordsDrawer";
import { Snapshots } from "./Snapshots";
import { shownRows } from "./shown";
import { standingOf } from "./since";
import { Unusual, type Steps } from "./Unusual";
import { useHoldsPostAt } from "./useHoldsPostAt";
import { useOpened } from "./useOpened";
import { useUnbegun } from "./useUnbegun";
import { useUnusual } from "./useUnusual";

const Charts = lazy(() => import("./Charts"));

export type Look = "table" | "charts";

interface Props {
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

export function UnitTable({ place, title, until, basis, look, others, choose }: Props) {
  const today = useMe().now.slice(0, 10);
  const [confirming, setConfirming] = useState(false);
  const own = useHoldsPostAt(place.unit);
  const may = useMay();
  const confirm = own && may("statistics.confirm") ? () => setConfirming(true) : undefined;
  const table = useQuery(tableQuery(place, basis));
  const unbegun = useUnbegun();
  const { notes, all, steps } = useUnusual(place, table.data, unbegun);
  const { values } = useFilters(FROZEN);
  // A figure of a frozen table is opened there.
  const { opened, frame, open, close, closed } = useOpened(table.data, values.frozen === undefined);
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
              <Standing view={view} title={title} unbegun={unbegun} steps={steps} confirm={confirm} />
              <ForReport isReady={view.confirmed != null && !view.confirmed.outdated} />
              {view.sections.every(({ rows }) => rows.every(({ total }) => total === 0)) && <Elsewhere others={others} choose={choose} />}
              {basis === "confirmed" && <LiveAmongSigned view={view} unbegun={unbegun} />}
              <Figures view={view} frame={frame} open={open} unbegun={unbegun} notes={notes} steps={steps} />
              <ConfirmDrawer place={place} view={view} unusual={all} steps={steps} open={confirming} onClose={() => setConfirming(false)} />
            </>
          )}
        </Ready>
      </Panel>
      <Snapshots
        place={place}
        basis={basis}
        isConfirmed={table.data?.confirmed != null}
        early={today <= until ? t("statistics.freeze_early", { day: dayText(until) }) : null}
        steps={steps}
        columns={table.data?.columns ?? []}
        confirmAgain={confirm}
        mayFreeze={own && may("statistics.freeze")}
      />
      <RecordsDrawer place={place} opened={opened} onClose={close} closed={closed} />
    </>
  );
}

/** Not that of the form to fill in, which is saved beside it. */
function fileName(view: TableView, title: string): string {
  return `${title}-${view.unit_name}-${word("basis", view.basis)}-${t("statistics.as_shown")}.csv`;
}

interface StandingProps {
  view: TableView;
  title: string;
  unbegun: ReadonlySet<string>;
  steps: Steps;
  /** Opens the drawer in which the figures are signed, for whoever may. */
  confirm: (() => void) | undefined;
}

/** How the figures stand, and what can be done about them as they do. */
function Standing({ view, title, unbegun, steps, confirm }: StandingProps) {
  return (
    <p style={{ marginTop: 0, display: "flex", gap: 12, alignItems: "center", flexWrap: "wrap" }}>
      <ConfirmedLine view={view} />
      <Unusual steps={steps} />
      <Button size="small" className="no-print" onClick={() => save(fileName(view, title), csvOf(shownRows(view, unbegun)))}>
        {t("table.export")}
      </Button>
      {confirm !== undefined && (
        // What is signed for already is not what the page asks for next.
        <Button type={view.confirmed != null && !view.confirmed.outdated ? "default" : "primary"} size="small" className="no-print" onClick={confirm}>
          {t("statistics.confirm_open")}
        </Button>
      )}
    </p>
  );
}

/** Whoever looks for a record that was just accepted may have the wrong table before them. */
function Elsewhere({ others, choose }: Pick<Props, "others" | "choose">) {
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
function LiveAmongSigned({ view, unbegun }: { view: TableView; unbegun: ReadonlySet<string> }) {
  const count = view.columns.filter((column) => standingOf(view, column, unbegun) === "statistics.unconfirmed").length;
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
