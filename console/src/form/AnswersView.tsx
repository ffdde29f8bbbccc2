/** A filled-in form to read: before sending, in the review, in the versions. */
import type { ReactNode } from "react";
import type { EvidenceFile, FormField } from "@/api/types";
import { mark, t } from "@/i18n";
import { StateMark } from "@/ui/StateMark";
import { changed } from "./changed";
import { inWords, isEmpty, rowsOf, type Content, type Definition } from "./content";
import { EvidenceFiles } from "./EvidenceFiles";

interface Props {
  definition: Definition;
  content: Content;
  /** An earlier version: what differs from it is marked and shown against it. */
  before?: Content | null;
  /** What stands beside an answer, e.g. the reviewer's verdict. */
  beside?: (pointer: string, title: string) => ReactNode;
}

export function AnswersView({ definition, content, before = null, beside }: Props) {
  if (content.zero) return <p>{t("answers.zero")}</p>;
  const marked = changed(definition, before, content);
  const line = (pointer: string, title: string, shown: ReactNode, old: ReactNode) => (
    <Line key={pointer} title={title} isChanged={marked.has(pointer)} old={old} beside={beside?.(pointer, title)}>
      {shown}
    </Line>
  );
  return (
    <dl className="answers">
      {definition.fields.map((field) =>
        line(
          `/answers/${field.key}`,
          field.title,
          <FieldValue field={field} value={content.answers[field.key]} />,
          <FieldValue field={field} value={before?.answers[field.key]} />,
        ),
      )}
      {definition.evidence.map((slot) =>
        line(
          `/evidence/${slot.key}`,
          slot.title,
          <FileList files={content.evidence[slot.key] ?? []} />,
          (before?.evidence[slot.key] ?? []).map(({ name }) => name).join(mark.comma) || t("evidence.none"),
        ),
      )}
    </dl>
  );
}

function Line({ title, isChanged, old, beside, children }: {
  title: string;
  isChanged: boolean;
  old: ReactNode;
  beside: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <dt>
        {title} {isChanged && <StateMark tone="warn" text={t("answers.changed")} small />}
      </dt>
      <dd className={isChanged ? "changed" : undefined}>
        {children}
        {isChanged && (
          <div className="soft">
            {t("answers.before")}{mark.colon}<span className="before">{old}</span>
          </div>
        )}
        {beside}
      </dd>
    </>
  );
}

export function FieldValue({ field, value }: { field: FormField; value: unknown }) {
  if (isEmpty(value)) return <span className="soft">{t("answers.empty")}</span>;
  if (field.kind !== "table") return <>{inWords(field, value)}</>;
  return (
    <table className="grid-table">
      <thead>
        <tr>
          {field.columns.map(({ key, title }) => (
            <th key={key} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(value).map((row, index) => (
          <tr key={index}>
            {field.columns.map((column) => (
              <td key={column.key}>{inWords(column, row[column.key])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function FileList({ files }: { files: EvidenceFile[] }) {
  if (files.length === 0) return <span className="soft">{t("evidence.none")}</span>;
  return <EvidenceFiles files={files} />;
}
