/** A decision while it is being made: what is said about each part and about all of it, and the two ways it can go. */
import { Button, Input } from "antd";
import { useRef, type RefObject } from "react";
import type { Schemas } from "@/api/types";
import { DraftMark } from "@/form/DraftMark";
import { mark, t, word } from "@/i18n";
import { Confirm } from "@/ui/Confirm";
import { useMessages } from "@/ui/messages";
import { deadlineText } from "@/ui/time";
import { useKeys } from "@/ui/useKeys";
import type { SubmissionView } from "./api";
import { hasWrongPart, lacksOf, withoutReason, type Deciding, type Lack, type Said } from "./decision";
import { leaveOnEscape } from "./leaveOnEscape";
import { PartVerdict } from "./PartVerdict";
import { Phrases } from "./Phrases";
import { SubmissionBody } from "./SubmissionBody";
import { Until } from "./Until";
import { useDecision } from "./useDecision";

const NOTE_CHARS_MAX = 1_000;

export interface DecideProps {
  id: string;
  view: SubmissionView;
  kept: Schemas["ReviewDraftView"];
  hasKeys: boolean;
  decided: () => void;
}

export function Decide({ id, view, kept, hasKeys, decided }: DecideProps) {
  const { draft, decide } = useDecision(id, view, kept, decided);
  const deciding = draft.content;
  const buttons = useDecisionKeys(hasKeys, deciding);
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
        <Note note={deciding.note} onChange={(note) => draft.change((before) => ({ ...before, note }))} />
        <Until
          id="review-until"
          due={view.obligation.due_at}
          value={deciding.until}
          onChange={(until) => draft.change((before) => ({ ...before, until }))}
        />
        <div className="form-foot">
          <Verdicts deciding={deciding} buttons={buttons} busy={decide.isPending} decide={decide.mutate} />
          <DraftMark state={draft.state} hasDraft={kept.revision > 0} />
          {/* In the bar itself, which covers what stands behind it. */}
          <ReturnLacks deciding={deciding} />
          <span className="soft">{t("review.private")}</span>
        </div>
      </div>
    </>
  );
}

interface Buttons {
  accept: RefObject<HTMLButtonElement | null>;
  return: RefObject<HTMLButtonElement | null>;
}

/** The keys to the two decisions; one that cannot be taken yet leads to what it lacks. */
function useDecisionKeys(isOn: boolean, deciding: Deciding): Buttons {
  const message = useMessages();
  const buttons = { accept: useRef<HTMLButtonElement>(null), return: useRef<HTMLButtonElement>(null) };
  const lack = lacksOf(deciding)[0] ?? null;
  useKeys(isOn, {
    a: () => (hasWrongPart(deciding) ? message.warning(t("review.accept_not")) : lead(buttons.accept.current)),
    r: () => {
      if (lack !== null) message.warning(word("return_lacks", lack));
      lead(lack === null ? buttons.return.current : document.querySelector<HTMLElement>(PLACE[lack]));
    },
  });
  return buttons;
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

/** What is said about all of it. */
function Note({ note, onChange }: { note: string; onChange: (note: string) => void }) {
  return (
    <>
      <div style={{ display: "flex", gap: 12, alignItems: "center", flexWrap: "wrap" }}>
        <label htmlFor="review-note">{t("review.note")}</label>
        <Phrases label={t("review.phrases_for", { title: t("review.note") })} value={note} onChange={onChange} />
      </div>
      <Input.TextArea
        id="review-note"
        autoSize={{ minRows: 2 }}
        maxLength={NOTE_CHARS_MAX}
        value={note}
        onKeyDown={leaveOnEscape}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}

interface VerdictsProps {
  deciding: Deciding;
  buttons: Buttons;
  busy: boolean;
  decide: (verdict: "accept" | "return") => void;
}

function Verdicts({ deciding, buttons, busy, decide }: VerdictsProps) {
  const isLacking = lacksOf(deciding).length > 0;
  return (
    <>
      <Button
        ref={buttons.accept}
        type="primary"
        disabled={hasWrongPart(deciding)}
        loading={busy}
        onClick={() => decide("accept")}
      >
        {t("review.accept")}
      </Button>
      <Confirm
        title={t("review.return_sure")}
        description={t("review.return_about", { until: deadlineText(deciding.until) })}
        okText={t("review.return")}
        isAtOk
        onConfirm={() => decide("return")}
      >
        <Button
          ref={buttons.return}
          danger
          disabled={isLacking}
          {...(isLacking ? { "aria-describedby": "return-lacks" } : {})}
          loading={busy}
        >
          {t("review.return")}
        </Button>
      </Confirm>
    </>
  );
}

function ReturnLacks({ deciding }: { deciding: Deciding }) {
  const lacks = lacksOf(deciding);
  if (lacks.length === 0) return null;
  const count = withoutReason(deciding).length;
  return (
    <span id="return-lacks" className={hasWrongPart(deciding) ? "trouble" : "soft"}>
      {t("review.return_lacks")}
      {lacks.map((one) => (one === "reason" ? t("review.reason_missing", { count }) : word("lack", one))).join(mark.comma)}
    </span>
  );
}
