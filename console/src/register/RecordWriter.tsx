import { Button } from "antd";
import { useEffect, useId, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { useWrite } from "@/api/write";
import { ConflictNotice, DraftMark } from "@/form/DraftMark";
import { NeedMark } from "@/form/Fields";
import { FormEditor, NOTHING_SENT, SendingMark } from "@/form/FormEditor";
import { useDraft } from "@/form/useDraft";
import { useProblems } from "@/form/useProblems";
import { t, word } from "@/i18n";
import { ConfirmDialog } from "@/ui/Confirm";
import { useMessages } from "@/ui/messages";
import { UnitSelect } from "@/ui/UnitSelect";
import { SUBJECT_POINTER, problemsOf, stillAsked, type Kit, type RecordContent, type RecordView } from "./kit";
import { Warnings } from "./Warnings";

interface Props<V extends RecordView> {
  view: V;
  kit: Kit<V>;
  /** What stands in the form as the title, for the heading of the page. */
  onTitle: (title: string) => void;
}

export function RecordWriter<V extends RecordView>({ view, kit, onTitle }: Props<V>) {
  const client = useQueryClient();
  const message = useMessages();
  /** What the server wants to be thought about before the record is sent; while it is there, the person is asked. */
  const [warnings, setWarnings] = useState<string[] | null>(null);
  const [{ busy, failed }, setSending] = useState(NOTHING_SENT);
  const draft = useDraft<RecordContent>(`${kit.name}.${view.id}`, kit.content(view), view.revision, async (content, revision) => {
    const saved = await kit.save(view.id, revision, content);
    return { revision: saved.revision, at: saved.state_signed.at };
  });
  const [found, setProblems] = useProblems(draft.content);
  const definition = kit.definition(draft.content);
  const problems = stillAsked(found, definition.fields, kit.subject, draft.content);
  const title = String(draft.content.answers["title"] ?? "").trim();
  useEffect(() => onTitle(title), [onTitle, title]);

  const submit = useWrite({
    send: (_: null, keyed) => kit.move(view.id, "submit", draft.keeper.latestRevision, keyed),
    done: () => {
      setWarnings(null);
      message.success(t("register.submitted"));
    },
    refused: () => {
      setWarnings(null);
      return false;
    },
  });
  const examine = useWrite({
    send: async (_: null) => {
      await draft.keeper.flush();
      return kit.check(view.id);
    },
    refresh: [],
    done: (answered) => {
      setProblems(problemsOf(answered.problems));
      if (answered.problems.length > 0) return window.scrollTo({ top: 0 });
      setWarnings(answered.warnings.map((warning) => warning.message));
    },
  });
  const keepMine = async () => {
    const theirs = await kit.read(view.id);
    draft.keeper.keepMine(theirs.revision, draft.content);
  };

  return (
    <>
      {draft.state.name === "conflict" && (
        <ConflictNotice
          takeTheirs={() => {
            draft.keeper.giveUp();
            void client.resetQueries({ queryKey: [kit.name, view.id] });
          }}
          keepMine={() => void keepMine()}
        />
      )}
      <FormEditor
        first={kit.subject !== null && <Subject kit={kit} draft={draft} problem={problems.get(SUBJECT_POINTER)} />}
        definition={definition}
        content={draft.content}
        onChange={(make) =>
          draft.change((before) => {
            const after = { ...before, ...make(before) };
            return kit.settle?.(before, after) ?? after;
          })
        }
        problems={problems}
        unit={view.unit_id}
        onSending={setSending}
      />
      <div className="form-foot">
        {view.may.includes("submit") && (
          <Button
            type="primary"
            disabled={busy + failed > 0}
            loading={examine.isPending || submit.isPending}
            onClick={() => examine.mutate(null)}
          >
            {word("move", "submit")}
          </Button>
        )}
        <SendingMark busy={busy} failed={failed} />
        <DraftMark state={draft.state} />
      </div>
      <ConfirmDialog
        open={warnings !== null}
        title={word("move", "submit")}
        busy={submit.isPending}
        onClose={() => setWarnings(null)}
        onConfirm={() => submit.mutate(null)}
        description={
          <>
            <p>{t("register.submit_about")}</p>
            <Warnings warnings={warnings} />
          </>
        }
      />
    </>
  );
}

function Subject<V extends RecordView>({ kit, draft, problem }: {
  kit: Kit<V>;
  draft: ReturnType<typeof useDraft<RecordContent>>;
  problem: string | undefined;
}) {
  const id = useId();
  const known = useSearchParams()[0].get("subject");
  // Whoever came from the list of what is not covered has named it already.
  useEffect(() => {
    if (known !== null) draft.change((before) => ({ ...before, subject: before.subject ?? known }));
  }, []);
  if (kit.subject === null) return null;
  return (
    <div style={{ marginBottom: 16 }}>
      <label htmlFor={id} style={{ display: "block", marginBottom: 4 }}>
        {kit.subject.label} <NeedMark need={kit.subject.need(draft.content)} />
      </label>
      <UnitSelect
        id={id}
        label={kit.subject.label}
        width={360}
        kinds={kit.subject.kinds}
        value={draft.content.subject ?? undefined}
        onChange={(subject) => draft.change((before) => ({ ...before, subject: subject ?? null }))}
      />
      {problem !== undefined && (
        <div role="alert" className="trouble">
          {problem}
        </div>
      )}
      <div className="soft">{kit.subject.help}</div>
    </div>
  );
}
