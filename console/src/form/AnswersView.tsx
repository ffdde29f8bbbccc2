/** A filled-in form to read: before sending, in the review, in the versions. */
import { useMemo, type ReactNode } from "react";
import type { EvidenceFile, FormField } from "@/api/types";
import { mark, t } from "@/i18n";
import { StateMark } from "@/ui/StateMark";
import { WideTable } from "@/ui/WideTable";
import { changed } from "./changed";
import { inWords, isEmpty, rowsOf, type Content, type Definition } from "./content";
import { differences } from "./difference";
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
          <FieldValue
            field={field}
            value={content.answers[field.key]}
            {...(before === null ? {} : { against: { value: before.answers[field.key], as: "after" } })}
          />,
          <FieldValue
            field={field}
            value={before?.answers[field.key]}
            against={{ value: content.answers[field.key], as: "before" }}
          />,
        ),
      )}
      {definition.evidence.map((slot) =>
        line(
          `/evidence/${slot.key}`,
          slot.title,
          <FileList files={content.evidence[slot.key] ?? []} />,
          <del>{(before?.evidence[slot.key] ?? []).map(({ name }) => name).join(mark.comma) || t("evidence.none")}</del>,
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
            {t("answers.before")}{mark.colon}{old}
          </div>
        )}
        {beside}
      </dd>
    </>
  );
}

/** The other version, and which of the two this is. */
interface Against {
  value: unknown;
  as: "before" | "after";
}

/** A value to read; against another version, with what only this one has struck through or underlined. */
export function FieldValue({ field, value, against }: { field: FormField; value: unknown; against?: Against }) {
  if (isEmpty(value)) return <span className="soft">{t("answers.empty")}</span>;
  if (field.kind !== "table") {
    const other = against === undefined ? "" : inWords(field, against.value);
    return <Marked text={inWords(field, value)} other={other} as={other === "" ? undefined : against?.as} />;
  }
  const others = rowsOf(against?.value);
  return (
    <WideTable label={field.title} className="table-frame">
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
                <td key={column.key}>
                  <Marked
                    text={inWords(column, row[column.key])}
                    other={inWords(column, others[index]?.[column.key])}
                    as={against?.as}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}

function Marked({ text, other, as }: { text: string; other: string; as: Against["as"] | undefined }) {
  // Kept, because what is beside it is drawn again with every letter of a note.
  const found = useMemo(() => {
    if (as === undefined || text === other) return null;
    return as === "after" ? differences(other, text).after : differences(text, other).before;
  }, [as, text, other]);
  if (found === null) return <>{text}</>;
  const Mark = as === "after" ? "ins" : "del";
  return <>{found.map((piece, at) => (piece.isOnly ? <Mark key={at}>{piece.text}</Mark> : piece.text))}</>;
}

export function FileList({ files, about }: { files: EvidenceFile[]; about?: (id: string) => ReactNode }) {
  if (files.length === 0) return <span className="soft">{t("evidence.none")}</span>;
  return <EvidenceFiles files={files} about={about} />;
}
