/** What a report needs that is not in its form: said above the first question, or it is found out at the end. */
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { Link } from "react-router";
import type { Schemas } from "@/api/types";
import { ClauseName } from "@/campaign/ClauseName";
import { mark, t, within } from "@/i18n";
import { tableQuery, type TableView } from "@/statistics/api";
import { dayText, instantText } from "@/ui/time";
import type { ObligationRow } from "./api";

export function Beforehand({ detail, form }: { detail: Schemas["ObligationDetail"]; form: Schemas["ReportForm"] }) {
  const { obligation: row, note, paper } = detail;
  return (
    <>
      <blockquote className="quote">
        “{within(row.quote)}” <ClauseName campaign={row.campaign_id} clause={row.clause} />
        {note != null && <div>{note}</div>}
      </blockquote>
      {form.statistics_table != null && <ConfirmFirst row={row} table={form.statistics_table} />}
      {row.paper !== "not_wanted" && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={t("receipt.paper")}
          description={
            paper == null ? t("report.paper_about") : t("paper.came", { day: dayText(paper.received_on), copies: paper.copies })
          }
        />
      )}
    </>
  );
}

/**
 * The table that is frozen when the report is sent; until somebody has signed it the server takes no report. Said above
 * the form and again where the report is sent, because what was signed may have become old in between.
 */
export function ConfirmFirst({ row, table, testId = "confirm-first" }: { row: ObligationRow; table: string; testId?: string }) {
  const query = useQuery(tableQuery({ campaign: row.campaign_id, table, unit: row.unit.id }, "confirmed"));
  const view = query.data;
  const confirmed = view?.confirmed;
  const isReady = confirmed != null && !confirmed.outdated;
  const address = `/statistics?${new URLSearchParams({ table, unit: row.unit.id, report: row.id })}`;
  return (
    <Alert
      type={view === undefined ? "info" : isReady ? "success" : "warning"}
      showIcon
      data-testid={testId}
      style={{ marginBottom: 12 }}
      title={
        <>
          {view === undefined ? t("report.table_help") : stateOf(view)}{" "}
          <Link to={address}>{t(isReady ? "report.table_see" : "report.table_confirm")}</Link>
        </>
      }
      description={view === undefined ? undefined : `${view.head.title}${mark.open}${dayText(view.head.from)} — ${dayText(view.head.to)}${mark.close}`}
    />
  );
}

function stateOf({ confirmed }: TableView): string {
  if (confirmed == null) return t("report.table_not_confirmed");
  const { by, at, outdated } = confirmed;
  return t(outdated ? "report.table_outdated" : "report.table_confirmed", { by, at: instantText(at) });
}
