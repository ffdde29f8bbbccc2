import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { useDraft } from "@/form/useDraft";
import { contentOf, draftSavedQuery, reportOf, type Report } from "./api";

export type ReportDraft = ReturnType<typeof useReportDraft>;

/** A report that saves itself, and the two ways out when somebody else has saved another. */
export function useReportDraft(id: string, initial: Report, revision: number, again: () => void) {
  const path = { params: { path: { id } } };
  const draft = useDraft<Report>(`report.${id}`, initial, revision, async (report, at) => {
    const saved = await answer(
      api.PUT("/api/obligations/{id}/draft", { ...path, body: { revision: at, content: contentOf(report) } }),
    );
    return { revision: saved.revision, at: saved.saved_at ?? "" };
  });
  const takeTheirs = () => {
    draft.keeper.giveUp();
    again();
  };
  // Only read here; as a wish of the person all the same, whose failure is told.
  const over = useWrite({
    send: (_: null) => answer(api.GET("/api/obligations/{id}/draft", path)),
    refresh: [],
    done: (theirs) => draft.keeper.keepMine(theirs.revision, draft.content),
  });
  const saved = useQuery({ ...draftSavedQuery(id), enabled: draft.state.name === "conflict" });
  const theirs = saved.isFetching ? undefined : saved.data;
  return { ...draft, saver: saverOf(theirs), theirs: theirs && reportOf(theirs.content, theirs.files), takeTheirs, keepMine: () => over.mutate(null) };
}

function saverOf(draft: Schemas["DraftView"] | undefined): { by: string; at: string } | null {
  return draft?.saved_at == null || draft.saved_by == null ? null : { by: draft.saved_by, at: draft.saved_at };
}
