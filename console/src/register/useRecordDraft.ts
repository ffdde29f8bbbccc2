import { useQueryClient } from "@tanstack/react-query";
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
  const keepMine = async () => {
    const theirs = await kit.read(view.id);
    draft.keeper.keepMine(theirs.revision, draft.content);
  };
  return { ...draft, takeTheirs, keepMine };
}
