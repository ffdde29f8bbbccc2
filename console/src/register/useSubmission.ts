import { useState } from "react";
import { Problem } from "@/api/problem";
import { useWrite } from "@/api/write";
import type { Problems } from "@/form/check";
import { leadToProblems } from "@/form/useProblems";
import { mark, t } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { problemsOf, type Kit, type RecordView } from "./kit";
import type { RecordDraft } from "./useRecordDraft";

/** A record is examined first; what is found nothing against is sent when the person has thought about the warnings. */
export function useSubmission<V extends RecordView>(
  view: V,
  kit: Kit<V>,
  { content, keeper }: RecordDraft,
  setProblems: (problems: Problems) => void,
) {
  const message = useMessages();
  /** What the server wants to be thought about before the record is sent; while it is there, the person is asked. */
  const [warnings, setWarnings] = useState<string[] | null>(null);
  const close = () => setWarnings(null);
  const submit = useWrite({
    send: async (_: null, keyed) => {
      await arrived(keeper);
      return kit.move(view.id, "submit", keeper.latestRevision, keyed);
    },
    also: () => content,
    done: () => {
      close();
      message.success(t("register.submitted"));
    },
    refused: () => {
      close();
      return false;
    },
  });
  const examine = useWrite({
    send: async (_: null) => {
      await arrived(keeper);
      return kit.check(view.id);
    },
    refresh: [],
    done: (answered) => {
      setProblems(problemsOf(answered.problems));
      if (answered.problems.length > 0) return leadToProblems();
      setWarnings(answered.warnings.map((warning) => warning.message));
    },
  });
  return { warnings, examine, submit, close };
}

/** The server examines and sends the record that it holds, which is an older one as long as something is not saved. */
async function arrived(keeper: RecordDraft["keeper"]): Promise<void> {
  if (await keeper.flush()) return;
  const state = keeper.current();
  const why = state.name === "failed" ? `${t("draft.failed")}${mark.colon}${state.message}` : t("draft.conflict");
  throw new Problem("unknown", 0, why);
}
