import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useId, useState } from "react";
import { useSearchParams } from "react-router";
import { ofBoth } from "@/form/changed";
import { ConflictNotice, DraftMark } from "@/form/DraftMark";
import { NeedMark } from "@/form/Fields";
import { FormEditor, NOTHING_SENT, SendingMark } from "@/form/FormEditor";
import { Unlike } from "@/form/Unlike";
import { useProblems } from "@/form/useProblems";
import { t, word } from "@/i18n";
import { unitTreeQuery } from "@/org/api";
import { ConfirmDialog } from "@/ui/Confirm";
import { UnitSelect } from "@/ui/UnitSelect";
import { SUBJECT_POINTER, stillAsked, type Kit, type RecordContent, type RecordView } from "./kit";
import { useRecordDraft, type RecordDraft } from "./useRecordDraft";
import { useSubmission } from "./useSubmission";
import { Warnings } from "./Warnings";

interface Props<V extends RecordView> {
  view: V;
  kit: Kit<V>;
  /** What stands in the form as the title, for the heading of the page. */
  onTitle: (title: string) => void;
}

export function RecordWriter<V extends RecordView>({ view, kit, onTitle }: Props<V>) {
  const [{ busy, failed }, setSending] = useState(NOTHING_SENT);
  const draft = useRecordDraft(view, kit);
  const [found, setProblems] = useProblems(draft.content);
  const definition = kit.definition(draft.content);
  const problems = stillAsked(found, definition.fields, kit.subject, draft.content);
  const title = String(draft.content.answers["title"] ?? "").trim();
  useEffect(() => onTitle(title), [onTitle, title]);
  const { warnings, examine, submit, close } = useSubmission(view, kit, draft, setProblems);

  return (
    <>
      {draft.state.name === "conflict" && (
        <ConflictNotice
          unlike={draft.theirs !== undefined && <UnlikeRecords kit={kit} mine={draft.content} theirs={draft.theirs} />}
          takeTheirs={draft.takeTheirs}
          keepMine={draft.keepMine}
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
        onClose={close}
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

function UnlikeRecords<V extends RecordView>({ kit, mine, theirs }: { kit: Kit<V>; mine: RecordContent; theirs: V }) {
  const units = useQuery(unitTreeQuery).data?.items;
  const other = kit.content(theirs);
  const named = ({ subject }: RecordContent) => units?.find(({ id }) => id === subject)?.name ?? subject ?? "";
  return (
    <Unlike
      definition={ofBoth(kit.definition(mine), kit.definition(other))}
      mine={mine}
      theirs={other}
      beside={kit.subject === null ? [] : [{ title: kit.subject.label, mine: named(mine), theirs: named(other) }]}
    />
  );
}

function Subject<V extends RecordView>({ kit, draft, problem }: {
  kit: Kit<V>;
  draft: RecordDraft;
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
