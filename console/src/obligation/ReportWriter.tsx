import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Input, Radio, Steps } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "@/api/client";
import type { EvidenceFile, Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { check, type Problems } from "@/form/check";
import { ConflictNotice, DraftMark } from "@/form/DraftMark";
import { FormEditor, NOTHING_SENT, SendingMark } from "@/form/FormEditor";
import type { Remarks } from "@/form/content";
import { RemarkLines } from "@/form/RemarkLines";
import { useDraft } from "@/form/useDraft";
import { useProblems } from "@/form/useProblems";
import { t, word } from "@/i18n";
import { Panel } from "@/ui/Page";
import { contentOf, submissionQuery, type Outcome, type Report } from "./api";
import { LastPeriod } from "./LastPeriod";
import { remarksOf } from "./Returned";
import { ReportCheck } from "./ReportCheck";

interface Props {
  detail: Schemas["ObligationDetail"];
  form: Schemas["ReportForm"];
  initial: Report;
  revision: number;
  again: () => void;
}

const REASON_CHARS_MAX = 500;

export function ReportWriter({ detail, form, initial, revision, again }: Props) {
  const row = detail.obligation;
  const path = { params: { path: { id: row.id } } };
  const navigate = useNavigate();
  const [timing, setTiming] = useState<Schemas["ObligationTiming"] | null>(null);
  const [{ busy, failed }, setSending] = useState(NOTHING_SENT);
  const draft = useDraft<Report>(`report.${row.id}`, initial, revision, async (report, at) => {
    const saved = await answer(
      api.PUT("/api/obligations/{id}/draft", { ...path, body: { revision: at, content: contentOf(report) } }),
    );
    return { revision: saved.revision, at: saved.saved_at ?? "" };
  });
  const report = draft.content;
  const [problems, setProblems] = useProblems(report);
  const remarks = remarksOf(detail.returned, useReturnedFiles(detail));

  const examine = useWrite({
    send: async (_: null) => {
      await draft.keeper.flush();
      return answer(api.POST("/api/obligations/{id}/check", { ...path, body: { content: contentOf(report) } }));
    },
    refresh: [],
    done: (checked) => {
      const found = reportProblems(form, report);
      for (const { pointer, message } of checked.problems) found.set(pointer.replace(/^\/content/, ""), message);
      if (checked.refusal != null) found.set("", checked.refusal);
      setProblems(found);
      setTiming(found.size === 0 ? checked.timing : null);
      window.scrollTo({ top: 0 });
    },
  });
  const send = useWrite({
    send: (_: null, keyed) =>
      answer(
        api.POST("/api/obligations/{id}/submissions", {
          ...path,
          body: { content: contentOf(report), based_on: row.version },
          ...keyed,
        }),
      ),
    done: (receipt) => {
      draft.keeper.giveUp();
      void navigate(`/submissions/${receipt.submission_id}/receipt`, { replace: true });
    },
    refused: () => {
      setTiming(null);
      return false;
    },
  });
  const change = (make: (before: Report) => Report) => {
    setTiming(null);
    draft.change(make);
  };
  const takeTheirs = () => {
    draft.keeper.giveUp();
    again();
  };
  const keepMine = async () => {
    const theirs = await answer(api.GET("/api/obligations/{id}/draft", path));
    draft.keeper.keepMine(theirs.revision, report);
  };

  return (
    <Panel>
      <Steps
        size="small"
        responsive={false}
        current={timing === null ? 0 : 1}
        style={{ marginBottom: 16 }}
        items={[{ title: t("report.step_write") }, { title: t("report.step_check") }, { title: t("report.step_receipt") }]}
      />
      {draft.state.name === "conflict" && <ConflictNotice takeTheirs={takeTheirs} keepMine={() => void keepMine()} />}
      {timing === null ? (
        <>
          <OutcomeChoice form={form} report={report} change={change} problems={problems} remarks={remarks} />
          {report.outcome === "done" && (
            <LastPeriod
              current={row}
              fields={form.fields}
              answers={report.answers}
              onTake={(take) => change((before) => ({ ...before, answers: take(before.answers) }))}
            />
          )}
          {report.outcome === "done" && (
            <FormEditor
              definition={form}
              content={report}
              onChange={(make) => change((before) => ({ ...before, ...make(before) }))}
              problems={problems}
              remarks={remarks}
              unit={row.unit.id}
              onSending={setSending}
            />
          )}
          <div className="form-foot">
            <Button type="primary" disabled={busy + failed > 0} loading={examine.isPending} onClick={() => examine.mutate(null)}>
              {t("report.next")}
            </Button>
            <SendingMark busy={busy} failed={failed} />
            <DraftMark state={draft.state} hasDraft={revision > 0} />
          </div>
        </>
      ) : (
        <ReportCheck
          row={row}
          form={form}
          report={report}
          timing={timing}
          busy={send.isPending}
          send={() => send.mutate(null)}
          back={() => setTiming(null)}
        />
      )}
    </Panel>
  );
}

/** The files of the version that came back: what was said about one holds also when the draft has it no more. */
function useReturnedFiles({ returned, versions }: Props["detail"]): EvidenceFile[] {
  const last = versions[versions.length - 1];
  const sent = useQuery({ ...submissionQuery(last?.id ?? ""), enabled: returned != null && last !== undefined }).data;
  return sent?.evidence.flatMap(({ files }) => files.map(({ file }) => file)) ?? [];
}

/** What can be seen without asking the server. */
function reportProblems(form: Props["form"], report: Report): Problems {
  if (report.outcome === "done") return check(form, report);
  const problems: Problems = new Map();
  if (report.outcome === "does_not_apply" && report.reason.trim() === "") {
    problems.set("/reason", t("common.reason_required"));
  }
  return problems;
}

/** Done, nothing to report, does not apply: three different things that are chosen, never left to an empty form. */
function OutcomeChoice({ form, report, change, problems, remarks }: {
  form: Props["form"];
  report: Report;
  change: (make: (before: Report) => Report) => void;
  problems: Problems;
  remarks: Remarks;
}) {
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
