/** The form itself: all questions and all places for files. Holds nothing; the owner keeps the content. */
import { useCallback, useRef, type ReactNode } from "react";
import { Alert } from "antd";
import type { EvidenceFile } from "@/api/types";
import { t } from "@/i18n";
import type { Problems } from "./check";
import type { Content, Definition, Remarks } from "./content";
import { EvidenceSlot } from "./EvidenceSlot";
import { Fields } from "./Fields";
import { PROBLEMS } from "./useProblems";

interface Props {
  definition: Definition;
  content: Content;
  /** A function of the content before, because uploads end long after they were begun. */
  onChange: (change: (before: Content) => Content) => void;
  problems: Problems;
  /** Why it came back, each beside its place. */
  remarks?: Remarks;
  unit: string;
  /** Questions that the form does not know and that come before its own, below what is said about all of them. */
  first?: ReactNode;
  onSending?: (sending: Sending) => void;
}

/** Files that are on their way, and those that did not arrive and wait for a person to decide. */
export interface Sending {
  busy: number;
  failed: number;
}

export const NOTHING_SENT: Sending = { busy: 0, failed: 0 };

export function SendingMark({ busy, failed }: Sending) {
  return (
    <>
      {busy > 0 && <span>{t("report.uploading", { count: busy })}</span>}
      {failed > 0 && (
        <span role="alert" className="trouble">
          {t("report.not_uploaded", { count: failed })}
        </span>
      )}
    </>
  );
}

export function FormEditor({ definition, content, onChange, problems, remarks, unit, first, onSending }: Props) {
  const slots = useRef(new Map<string, Sending>());
  const sending = useCallback(
    (slot: string, one: Sending) => {
      slots.current.set(slot, one);
      const all = [...slots.current.values()];
      onSending?.(all.reduce((sum, { busy, failed }) => ({ busy: sum.busy + busy, failed: sum.failed + failed }), NOTHING_SENT));
    },
    [onSending],
  );
  return (
    <div>
      {problems.size > 0 && (
        <div id={PROBLEMS} tabIndex={-1}>
          <Alert
            type="error"
            showIcon
            role="alert"
            style={{ marginBottom: 16 }}
            title={t("form.problems", { count: problems.size })}
            description={
              <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                {[...problems].map(([pointer, message]) => (
                  <li key={pointer}>{message}</li>
                ))}
              </ul>
            }
          />
        </div>
      )}
      {first}
      <Fields
        fields={definition.fields}
        answers={content.answers}
        onChange={(answers) => onChange((before) => ({ ...before, answers }))}
        problems={problems}
        remarks={remarks}
      />
      {definition.evidence.map((slot) => (
        <EvidenceSlot
          key={slot.key}
          slot={slot}
          unit={unit}
          files={content.evidence[slot.key] ?? []}
          problem={problems.get(`/evidence/${slot.key}`)}
          remarks={remarks?.get(`/evidence/${slot.key}`)}
          onAdd={(file, isLater) => onChange((before) => withFiles(before, slot.key, (files) => inserted(files, file, isLater)))}
          onRemove={(id) =>
            onChange((before) => withFiles(before, slot.key, (files) => files.filter((file) => file.id !== id)))
          }
          onSending={(one) => sending(slot.key, one)}
        />
      ))}
    </div>
  );
}

/** Before the first file that belongs behind it. */
function inserted(files: EvidenceFile[], file: EvidenceFile, isLater: (other: EvidenceFile) => boolean): EvidenceFile[] {
  const at = files.findIndex(isLater);
  return at < 0 ? [...files, file] : [...files.slice(0, at), file, ...files.slice(at)];
}

function withFiles(before: Content, slot: string, change: (files: Content["evidence"][string]) => Content["evidence"][string]) {
  return { ...before, evidence: { ...before.evidence, [slot]: change(before.evidence[slot] ?? []) } };
}
