/** The last look before a report is sent: everything that goes out, and what somebody should think about first. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useEffect, useRef } from "react";
import type { Schemas } from "@/api/types";
import { AnswersView } from "@/form/AnswersView";
import { isEmpty } from "@/form/content";
import { mark, t, word } from "@/i18n";
import { tableQuery, type TableView } from "@/statistics/api";
import { SignedFigures } from "@/statistics/SignedFigures";
import { Ready } from "@/ui/State";
import type { ObligationRow, Report } from "./api";
import { ConfirmFirst } from "./Beforehand";
import { useLastWords } from "./LastPeriod";
import { repeated } from "./template";
import type { Passed } from "./useExamination";

interface Props {
  row: ObligationRow;
  form: Schemas["ReportForm"];
  report: Report;
  passed: Passed;
  busy: boolean;
  send: () => void;
  back: () => void;
}

export function ReportCheck({ row, form, report, passed: { timing, same_as_returned }, busy, send, back }: Props) {
  const table = report.outcome === "done" ? (form.statistics_table ?? null) : null;
  const place = { campaign: row.campaign_id, table: table ?? "", unit: row.unit.id };
  const signed = useQuery({ ...tableQuery(place, "confirmed"), enabled: table !== null });
  return (
    <>
      <CheckHeading />
      <Alert
        type={timing === "late" ? "warning" : "info"}
        showIcon
        style={{ marginBottom: 16 }}
        title={t(timing === "late" ? "report.would_be_late" : "report.would_be_in_time")}
        description={t("report.check_help")}
      />
      <Answers form={form} report={report} />
      {table !== null && <AttachedTable row={row} table={table} signed={signed} />}
      {same_as_returned && <SameAsReturned hasTable={table !== null} />}
      {report.outcome === "done" && <SameAsLast row={row} form={form} report={report} />}
      <div style={{ display: "flex", flexWrap: "wrap", gap: 12, marginTop: 16 }}>
        {/* Right above it stands that the table has to be signed first. */}
        <Button type="primary" loading={busy} disabled={signed.data !== undefined && signed.data.confirmed == null} onClick={send}>
          {t("report.send")}
        </Button>
        <Button disabled={busy} onClick={back}>
          {t("report.back_to_writing")}
        </Button>
      </div>
    </>
  );
}

/** Where the form was, the check begins: the focus goes there, or it would fall to the top of the page. */
function CheckHeading() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {t("report.check_title")}
    </h2>
  );
}

function Answers({ form, report }: Pick<Props, "form" | "report">) {
  if (report.outcome === "done") return <AnswersView definition={form} content={report} />;
  const isFilledIn = Object.values(report.answers).some((value) => !isEmpty(value)) || Object.values(report.evidence).some((files) => files.length > 0);
  return (
    <>
      <p>
        <strong>{word("outcome", report.outcome)}</strong>
        {report.reason !== "" && `${mark.colon}${report.reason}`}
      </p>
      {isFilledIn && (
        <Alert type="warning" showIcon data-testid="not-sent" style={{ marginTop: 8 }} title={t("report.filled_not_sent", { outcome: word("outcome", report.outcome) })} />
      )}
    </>
  );
}

/** The figures that go out with the report; below them, right above the button, whether they still are what the records say. */
function AttachedTable({ row, table, signed }: { row: ObligationRow; table: string; signed: UseQueryResult<TableView> }) {
  return (
    <section aria-labelledby="attached-table" data-testid="attached-table">
      <h3 id="attached-table">{t("report.table")}</h3>
      <Ready query={signed}>{(view) => (view.confirmed == null ? null : <SignedFigures view={view} />)}</Ready>
      <ConfirmFirst row={row} table={table} testId="confirm-last" />
    </section>
  );
}

/** The reasons of a return ask for something; perhaps it is in the table, so it may be sent. */
function SameAsReturned({ hasTable }: { hasTable: boolean }) {
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="same-as-returned"
      style={{ marginTop: 16 }}
      title={t("report.same_as_returned")}
      description={t(hasTable ? "report.same_as_returned_table" : "report.same_as_returned_help")}
    />
  );
}

/** Words of the last period that were taken over and not touched: perhaps they are still true, so they may be sent. */
function SameAsLast({ row, form, report }: Pick<Props, "row" | "form" | "report">) {
  const last = useLastWords(row, form.fields);
  if (last === null) return null;
  const titles = repeated(form.fields, report.answers, last.words);
  if (titles.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="same-as-last"
      style={{ marginTop: 16 }}
      title={t("report.last_repeated", { period: last.period, titles: titles.join(mark.comma) })}
      description={t("report.last_repeated_help")}
    />
  );
}
