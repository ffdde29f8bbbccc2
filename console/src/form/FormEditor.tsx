/** The form itself: all questions and all places for files. Holds nothing; the owner keeps the content. */
import { useCallback, useRef, useState } from "react";
import { Alert } from "antd";
import { t } from "@/i18n";
import type { Problems } from "./check";
import type { Content, Definition } from "./content";
import { EvidenceSlot } from "./EvidenceSlot";
import { Fields } from "./Fields";

interface Props {
  definition: Definition;
  content: Content;
  /** A function of the content before, because uploads end long after they were begun. */
  onChange: (change: (before: Content) => Content) => void;
  problems: Problems;
  unit: string;
  onBusy?: (count: number) => void;
}

export function FormEditor({ definition, content, onChange, problems, unit, onBusy }: Props) {
  const counts = useRef(new Map<string, number>());
  const [, setTotal] = useState(0);
  const busy = useCallback(
    (slot: string, count: number) => {
      counts.current.set(slot, count);
      const total = [...counts.current.values()].reduce((sum, one) => sum + one, 0);
      setTotal(total);
      onBusy?.(total);
    },
    [onBusy],
  );
  return (
    <div>
      {problems.size > 0 && (
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
      )}
      <Fields
        fields={definition.fields}
        answers={content.answers}
        onChange={(answers) => onChange((before) => ({ ...before, answers }))}
        problems={problems}
      />
      {definition.evidence.map((slot) => (
        <EvidenceSlot
          key={slot.key}
          slot={slot}
          unit={unit}
          files={content.evidence[slot.key] ?? []}
          problem={problems.get(`/evidence/${slot.key}`)}
          onAdd={(file) => onChange((before) => withFiles(before, slot.key, (files) => [...files, file]))}
          onRemove={(id) =>
            onChange((before) => withFiles(before, slot.key, (files) => files.filter((file) => file.id !== id)))
          }
          onBusy={(count) => busy(slot.key, count)}
        />
      ))}
    </div>
  );
}

function withFiles(before: Content, slot: string, change: (files: Content["evidence"][string]) => Content["evidence"][string]) {
  return { ...before, evidence: { ...before.evidence, [slot]: change(before.evidence[slot] ?? []) } };
}
