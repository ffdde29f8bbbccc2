import { Alert, Input, Radio } from "antd";
import type { Schemas } from "@/api/types";
import type { Problems } from "@/form/check";
import type { Remarks } from "@/form/content";
import { RemarkLines } from "@/form/RemarkLines";
import { t, word } from "@/i18n";
import type { Outcome, Report } from "./api";

const REASON_CHARS_MAX = 500;

/** A report that is being written, and what is said about its parts. */
export interface Written {
  form: Schemas["ReportForm"];
  report: Report;
  change: (make: (before: Report) => Report) => void;
  problems: Problems;
  remarks: Remarks;
}

/** Done, nothing to report, does not apply: three different things that are chosen, never left to an empty form. */
export function OutcomeChoice({ form, report, change, problems, remarks }: Written) {
  const outcomes: Outcome[] = form.zero_report_allowed
    ? ["done", "nothing_to_report", "does_not_apply"]
    : ["done", "does_not_apply"];
  const wholly = problems.get("");
  return (
    <div style={{ marginBottom: 16 }}>
      {wholly !== undefined && <Alert type="error" showIcon role="alert" title={wholly} style={{ marginBottom: 12 }} />}
      <div id="outcome-label" style={{ marginBottom: 4, fontWeight: 500 }}>
        {t("report.outcome")}
      </div>
      <Radio.Group
        aria-labelledby="outcome-label"
        value={report.outcome}
        onChange={(event) => {
          const outcome = event.target.value as Outcome;
          change((before) => ({ ...before, outcome, zero: outcome !== "done" }));
        }}
        options={outcomes.map((outcome) => ({ value: outcome, label: word("outcome", outcome) }))}
      />
      <RemarkLines remarks={remarks.get("/outcome")} />
      {report.outcome !== "done" && (
        <div style={{ marginTop: 12, maxWidth: 640 }}>
          <label htmlFor="outcome-reason">
            {t(report.outcome === "does_not_apply" ? "report.reason_required" : "report.reason_optional")}
          </label>
          <Input.TextArea
            id="outcome-reason"
            autoSize={{ minRows: 3 }}
            maxLength={REASON_CHARS_MAX}
            value={report.reason}
            onChange={(event) => {
              const reason = event.target.value;
              change((before) => ({ ...before, reason }));
            }}
          />
          <RemarkLines remarks={remarks.get("/reason")} />
          {problems.get("/reason") !== undefined && (
            <div role="alert" className="trouble">
              {problems.get("/reason")}
            </div>
          )}
        </div>
      )}
    </div>
  );
}
