/** One report on the desk: what it says, what the reviewer says about it, and the decision. Private until sent. */
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Radio } from "antd";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { DraftMark } from "@/form/DraftMark";
import { useDraft } from "@/form/useDraft";
import { mark, t, within, word } from "@/i18n";
import { Confirm } from "@/ui/Confirm";
import { useMessages } from "@/ui/messages";
import { Panel } from "@/ui/Page";
import { Ready } from "@/ui/State";
import { deadlineText, exactText, line, planWords } from "@/ui/time";
import { useKeys } from "@/ui/useKeys";
import { obligationQuery, reviewDraftQuery, submissionQuery, type SubmissionView } from "./api";
import {
  decidingOf, decisionOf, hasWrongPart, lacksOf, withoutReason, type Deciding, type Lack,
  type Said,
} from "./decision";
import { Phrases } from "./Phrases";
import { Returned } from "./Returned";
import { ObligationStateMark, itemTitle, timingText } from "./state";
import { Decisions, SubmissionBody } from "./SubmissionBody";
import { Until } from "./Until";

const NOTE_CHARS_MAX = 1_000;

interface DeskProps {
  id: string;
  hasKeys: boolean;
  /** A key opened it: Tab goes on from its heading. */
  isByKey: boolean;
  decided: () => void;
}

export function ReviewDesk({ id, hasKeys, isByKey, decided }: DeskProps) {
  const submission = useQuery(submissionQuery(id));
  return (
    <Ready query={submission}>
      {(view) => (
        <Panel
          title={<Heading isFocused={isByKey}>{`${view.obligation.unit.name} · ${itemTitle(view.obligation)}`}</Heading>}
          extra={<ObligationStateMark state={view.obligation.state} />}
        >
          <p style={{ marginTop: 0 }} className="soft">
            {t("obligation.version", { number: view.head.version })} · {view.head.submitted_by} ·{" "}
            {line(exactText(view.head.submitted_at), timingText(view.head), planWords(view.obligation.due_text))}
          </p>
          <blockquote className="quote">“{within(view.obligation.quote)}”</blockquote>
          {view.head.version > 1 && <AskedFor id={view.obligation.id} version={view.head.version - 1} />}
          <Decisions view={view} />
          {view.may_decide ? <Open id={id} view={view} hasKeys={hasKeys} decided={decided} /> : <SubmissionBody view={view} />}
        </Panel>
      )}
    </Ready>
  );
}

function Heading({ isFocused, children }: { isFocused: boolean; children: string }) {
  const heading = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isFocused) heading.current?.focus();
  }, [isFocused]);
  return (
    <span ref={heading} tabIndex={-1}>
      {children}
    </span>
  );
}

/** Out of a box, so that the single keys work again. Escape in the middle of a character only ends that character. */
function leaveOnEscape(event: KeyboardEvent<HTMLElement>) {
  if (event.key === "Escape" && !event.nativeEvent.isComposing) event.currentTarget.blur();
}

/** Why the version before was given back: what this one has to answer. */
function AskedFor({ id, version }: { id: string; version: number }) {
  const { data } = useQuery(obligationQuery(id));
  const before = data?.versions.find((head) => head.version === version);
  const review = before?.reviews.filter(({ verdict }) => verdict === "return").pop();
  return review === undefined ? null : <Returned review={review} form={data?.form ?? null} />;
}

interface OpenProps {
  id: string;
  view: SubmissionView;
  hasKeys: boolean;
  decided: () => void;
}

function Open({ id, ...rest }: OpenProps) {
  const draft = useQuery(reviewDraftQuery(id));
  return (
    <Ready query={draft}>
      {(kept) => <Decide key={draft.dataUpdatedAt} id={id} kept={kept} {...rest} />}
    </Ready>
  );
}

function Decide({ id, view, kept, hasKeys, decided }: OpenProps & { kept: Schemas["ReviewDraftView"] }) {
  const path = { params: { path: { id } } };
  const message = useMessages();
  const draft = useDraft<Deciding>(`review.${id}`, decidingOf(kept.decision), kept.revision, async (deciding, revision) => {
    const decision = decisionOf(hasWrongPart(deciding) ? "return" : "accept", deciding, view.step);
    const saved = await answer(api.PUT("/api/submissions/{id}/review-draft", { ...path, body: { revision, decision } }));
    return { revision: saved.revision, at: saved.saved_at ?? "" };
  });
  const deciding = draft.content;
  const decide = useWrite({
    send: async (verdict: "accept" | "return", keyed) => {
      await draft.keeper.flush();
      return answer(
        api.POST("/api/submissions/{id}/review", { ...path, body: decisionOf(verdict, deciding, view.step), ...keyed }),
      );
    },
    done: (_, verdict) => {
      draft.keeper.giveUp();
      const about = `${view.obligation.unit.name} · ${itemTitle(view.obligation)}`;
      message.success(`${t(verdict === "accept" ? "review.accepted" : "review.returned")}${mark.colon}${about}`);
      decided();
    },
  });
  const acceptButton = useRef<HTMLButtonElement>(null);
  const returnButton = useRef<HTMLButtonElement>(null);
  const lacks = lacksOf(deciding);
  const lack = lacks[0] ?? null;
  const unsaid = withoutReason(deciding).length;
  useKeys(hasKeys, {
    a: () => (hasWrongPart(deciding) ? message.warning(t("review.accept_not")) : lead(acceptButton.current)),
    r: () => {
      if (lack !== null) message.warning(word("return_lacks", lack));
      lead(lack === null ? returnButton.current : document.querySelector<HTMLElement>(PLACE[lack]));
    },
  });
  const say = (pointer: string, said: Said | null) =>
    draft.change((before) => {
      const { [pointer]: _, ...others } = before.parts;
      return { ...before, parts: said === null ? others : { ...others, [pointer]: said } };
    });

  return (
    <>
      <SubmissionBody
        view={view}
        beside={(pointer, title) => (
          <PartVerdict title={title} said={deciding.parts[pointer] ?? null} say={(said) => say(pointer, said)} />
        )}
      />
      <div className="over-foot" style={{ marginTop: 16, display: "grid", gap: 8 }}>
        <div style={{ display: "flex", gap: 12, alignItems: "center", flexWrap: "wrap" }}>
          <label htmlFor="review-note">{t("review.note")}</label>
          <Phrases
            label={t("review.phrases_for", { title: t("review.note") })}
            value={deciding.note}
            onChange={(note) => draft.change((before) => ({ ...before, note }))}
          />
        </div>
        <Input.TextArea
          id="review-note"
          autoSize={{ minRows: 2 }}
          maxLength={NOTE_CHARS_MAX}
          value={deciding.note}
          onKeyDown={leaveOnEscape}
          onChange={(event) => {
            const note = event.target.value;
            draft.change((before) => ({ ...before, note }));
          }}
        />
        <Until id="review-until" value={deciding.until} onChange={(until) => draft.change((before) => ({ ...before, until }))} />
        <div className="form-foot">
          <Button
            ref={acceptButton}
            type="primary"
            disabled={hasWrongPart(deciding)}
            loading={decide.isPending}
            onClick={() => decide.mutate("accept")}
          >
            {t("review.accept")}
          </Button>
          <Confirm
            title={t("review.return_sure")}
            description={t("review.return_about", { until: deadlineText(deciding.until) })}
            okText={t("review.return")}
            isAtOk
            onConfirm={() => decide.mutate("return")}
          >
            <Button
              ref={returnButton}
              danger
              disabled={lacks.length > 0}
              {...(lacks.length > 0 ? { "aria-describedby": "return-lacks" } : {})}
              loading={decide.isPending}
            >
              {t("review.return")}
            </Button>
          </Confirm>
          <DraftMark state={draft.state} hasDraft={kept.revision > 0} />
          {/* In the bar itself, which covers what stands behind it. */}
          {lacks.length > 0 && (
            <span id="return-lacks" className={hasWrongPart(deciding) ? "trouble" : "soft"}>
              {t("review.return_lacks")}
              {lacks
                .map((one) => (one === "reason" ? t("review.reason_missing", { count: unsaid }) : word("lack", one)))
                .join(mark.comma)}
            </span>
          )}
          <span className="soft">{t("review.private")}</span>
        </div>
      </div>
    </>
  );
}

/** Where what a return lacks is written. */
const PLACE: Record<Lack, string> = {
  words: "#review-note",
  reason: '[data-reason="lacking"]',
  until: "#review-until",
};

/** A key leads to a button and presses nothing: what is sent cannot be called back. */
function lead(element: HTMLElement | null): void {
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
}

/** Right, wrong with a reason, or nothing said. */
function PartVerdict({ title, said, say }: { title: string; said: Said | null; say: (said: Said | null) => void }) {
  return (
    <div className="no-print" style={{ marginTop: 6, display: "flex", gap: 8, flexWrap: "wrap", alignItems: "center" }}>
      <Radio.Group
        size="small"
        optionType="button"
        aria-label={t("review.about_part", { title })}
        value={said === null ? "none" : said.ok ? "ok" : "wrong"}
        onChange={(event) => {
          const verdict: unknown = event.target.value;
          say(verdict === "none" ? null : { ok: verdict === "ok", reason: said?.reason ?? "" });
        }}
        options={[
          { value: "none", label: t("review.part_none") },
          { value: "ok", label: t("review.part_ok") },
          { value: "wrong", label: t("review.part_wrong") },
        ]}
      />
      {said !== null && !said.ok && (
        <>
          <Input.TextArea
            size="small"
            // As high as what is said: a reason is read whole before it is sent.
            autoSize
            style={{ width: 420, maxWidth: "100%" }}
            aria-label={t("review.reason_for", { title })}
            className="over-foot"
            data-reason={said.reason.trim() === "" ? "lacking" : "given"}
            placeholder={t("common.reason_help")}
            value={said.reason}
            onKeyDown={leaveOnEscape}
            onChange={(event) => say({ ok: false, reason: event.target.value })}
          />
          <Phrases
            label={t("review.phrases_for", { title })}
            value={said.reason}
            onChange={(reason) => say({ ok: false, reason })}
          />
        </>
      )}
    </div>
  );
}
