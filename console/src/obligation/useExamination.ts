import { useState } from "react";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { check, type Problems } from "@/form/check";
import { leadToProblems, useProblems } from "@/form/useProblems";
import { t } from "@/i18n";
import { contentOf, type Report } from "./api";
import type { ReportDraft } from "./useReportDraft";

type Form = Schemas["ReportForm"];

/** What a check without problems says: how the report stands to its deadline, and whether it is what came back. */
export type Passed = Pick<Schemas["ReportChecked"], "timing" | "same_as_returned">;

/** What is found before a report is sent: its problems, or that there are none. */
export function useExamination(id: string, form: Form, { content: report, keeper }: ReportDraft) {
  const [passed, setPassed] = useState<Passed | null>(null);
  const [problems, setProblems] = useProblems(report);
  const examine = useWrite({
    send: async (_: null) => {
      await keeper.flush();
      const path = { params: { path: { id } } };
      return answer(api.POST("/api/obligations/{id}/check", { ...path, body: { content: contentOf(report) } }));
    },
    refresh: [],
    done: (checked) => {
      const found = reportProblems(form, report);
      for (const { pointer, message } of checked.problems) found.set(pointer.replace(/^\/content/, ""), message);
      if (checked.refusal != null) found.set("", checked.refusal);
      setProblems(found);
      setPassed(found.size === 0 ? checked : null);
      leadToProblems();
    },
  });
  return { passed, problems, examine, reopen: () => setPassed(null) };
}

/** What can be seen without asking the server. */
function reportProblems(form: Form, report: Report): Problems {
  if (report.outcome === "done") return check(form, report);
  const problems: Problems = new Map();
  if (report.outcome === "does_not_apply" && report.reason.trim() === "") {
    problems.set("/reason", t("common.reason_required"));
  }
  return problems;
}
