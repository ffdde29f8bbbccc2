import { useQuery } from "@tanstack/react-query";
import { Button, Steps } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "@/api/client";
import type { EvidenceFile, Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { EMPTY } from "@/form/content";
import { ConflictNotice, DraftMark } from "@/form/DraftMark";
import { FormEditor, NOTHING_SENT, SendingMark, type Sending } from "@/form/FormEditor";
import { Unlike } from "@/form/Unlike";
import { t, word } from "@/i18n";
import { Panel } from "@/ui/Page";
import { contentOf, submissionQuery, type ObligationRow, type Report } from "./api";
import { LastPeriod } from "./LastPeriod";
import { OutcomeChoice, type Written } from "./OutcomeChoice";
import { remarksOf } from "./Returned";
import { ReportCheck } from "./ReportCheck";
import { useExamination } from "./useExamination";
import { useReportDraft, type ReportDraft } from "./useReportDraft";

interface Props {
  detail: Schemas["ObligationDetail"];
  form: Schemas["ReportForm"];
  initial: Report;
  revision: number;
  again: () => void;
}

export function ReportWriter({ detail, form, initial, revision, again }: Props) {
  const row = detail.obligation;
  const [{ busy, failed }, setSending] = useState(NOTHING_SENT);
  const draft = useReportDraft(row.id, initial, revision, again);
  const report = draft.content;
  const remarks = remarksOf(detail.returned, useReturnedFiles(detail));
  const { passed, problems, examine, reopen } = useExamination(row.id, form, draft);
  const submit = useSubmit(row, draft, reopen);
  const change = (make: (before: Report) => Report) => {
    reopen();
    draft.change(make);
  };

  return (
    <Panel>
      <Steps
        size="small"
        responsive={false}
        current={passed === null ? 0 : 1}
        style={{ marginBottom: 16 }}
        items={[{ title: t("report.step_write") }, { title: t("report.step_check") }, { title: t("report.step_receipt") }]}
      />
      {draft.state.name === "conflict" && (
        <ConflictNotice
          theirs={draft.saver}
          unlike={draft.theirs !== undefined && <UnlikeReports form={form} mine={report} theirs={draft.theirs} />}
          takeTheirs={draft.takeTheirs}
          keepMine={() => void draft.keepMine()}
        />
      )}
      {passed === null ? (
        <>
          <Questions
            row={row}
            form={form}
            report={report}
            change={change}
            problems={problems}
            remarks={remarks}
            onSending={setSending}
          />
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
          passed={passed}
          busy={submit.isPending}
          send={() => submit.mutate(null)}
          back={reopen}
        />
      )}
    </Panel>
  );
}

/** How it went stands beside the form, and its answers hold only where it was done. */
function UnlikeReports({ form, mine, theirs }: { form: Schemas["ReportForm"]; mine: Report; theirs: Report }) {
  const held = (report: Report) => (report.outcome === "done" ? report : EMPTY);
  const because = ({ outcome, reason }: Report) => (outcome === "done" ? "" : reason.trim());
  return (
    <Unlike
      definition={form}
      mine={held(mine)}
      theirs={held(theirs)}
      beside={[
        { title: t("report.outcome"), mine: word("outcome", mine.outcome), theirs: word("outcome", theirs.outcome) },
        { title: t("common.reason"), mine: because(mine), theirs: because(theirs) },
      ]}
    />
  );
}

/** Hands the report in as it was checked; after a refusal it is open again. */
function useSubmit(row: ObligationRow, { content, keeper }: ReportDraft, reopen: () => void) {
  const navigate = useNavigate();
  const body = { content: contentOf(content), based_on: row.version };
  return useWrite({
    send: (_: null, keyed) => answer(api.POST("/api/obligations/{id}/submissions", { params: { path: { id: row.id } }, body, ...keyed })),
    also: () => body,
    done: (receipt) => {
      keeper.giveUp();
      void navigate(`/submissions/${receipt.submission_id}/receipt`, { replace: true });
    },
    refused: (problem) => {
      // Where nobody answered, the same again is all that there is to do.
      if (!problem.isUncertain) reopen();
      return false;
    },
  });
}

/** The files of the version that came back: what was said about one holds also when the draft has it no more. */
function useReturnedFiles({ returned, versions }: Props["detail"]): EvidenceFile[] {
  const last = versions[versions.length - 1];
  const sent = useQuery({ ...submissionQuery(last?.id ?? ""), enabled: returned != null && last !== undefined }).data;
  return sent?.evidence.flatMap(({ files }) => files.map(({ file }) => file)) ?? [];
}

/** How it went is asked always; the form only about what was done. */
function Questions({ row, onSending, ...written }: Written & { row: ObligationRow; onSending: (sending: Sending) => void }) {
  const { form, report, change, problems, remarks } = written;
  return (
    <>
      <OutcomeChoice {...written} />
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
          onSending={onSending}
        />
      )}
    </>
  );
}
