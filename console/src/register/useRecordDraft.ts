import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useWrite } from "@/api/write";
import { useDraft } from "@/form/useDraft";
import type { Kit, RecordContent, RecordView } from "./kit";

export type RecordDraft = ReturnType<typeof useRecordDraft>;

/** A record that saves itself, and the two ways out when somebody else has saved another. */
export function useRecordDraft<V extends RecordView>(view: V, kit: Kit<V>) {
  const client = useQueryClient();
  const draft = useDraft<RecordContent>(`${kit.name}.${view.id}`, kit.content(view), view.revision, async (content, revision) => {
    const saved = await kit.save(view.id, revision, content);
    return { revision: saved.revision, at: saved.state_signed.at };
  });
  const takeTheirs = () => {
    draft.keeper.giveUp();
    void client.resetQueries({ queryKey: [kit.name, view.id] });
  };
  // Only read here; as a wish of the person all the same, whose failure is told.
  const over = useWrite({
    send: (_: null) => kit.read(view.id),
    refresh: [],
    done: (theirs) => draft.keeper.keepMine(theirs.revision, draft.content),
  });
  // Under another name than the page's: what is being typed must not be replaced from behind.
  const saved = useQuery({ queryKey: [`${kit.name}-saved`, view.id], queryFn: () => kit.read(view.id), enabled: draft.state.name === "conflict", staleTime: 0 });
  return { ...draft, theirs: saved.isFetching ? undefined : saved.data, takeTheirs, keepMine: () => over.mutate(null) };
}
