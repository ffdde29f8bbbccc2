/** What differs between what was typed here and what was saved elsewhere, before somebody gives up one of the two. */
import type { ReactNode } from "react";
import { mark, t } from "@/i18n";
import { FieldValue } from "./AnswersView";
import { unlike, type Beside } from "./changed";
import type { Content, Definition } from "./content";

interface Props {
  /** With the questions of both: one answer may decide whether another is asked for. */
  definition: Definition;
  mine: Content;
  theirs: Content;
  /** What a form has besides its questions, in words. */
  beside: Beside[];
}

export function Unlike({ definition, mine, theirs, beside }: Props) {
  const { fields, slots, words } = unlike(definition, mine, theirs, beside);
  if (fields.length + slots.length + words.length === 0) return <p data-testid="unlike">{t("draft.alike")}</p>;
  const files = ({ evidence }: Content, key: string) => (evidence[key] ?? []).map(({ name }) => name).join(mark.comma) || t("evidence.none");
  return (
    <>
      <p>{t("draft.unlike", { count: fields.length + slots.length + words.length })}</p>
      <dl className="answers" data-testid="unlike">
        {words.map(({ title, mine, theirs }) => (
          <Line key={title} title={title} mine={mine || t("answers.empty")} theirs={theirs || t("answers.empty")} />
        ))}
        {fields.map((field) => {
          const [own, other] = [mine.answers[field.key], theirs.answers[field.key]];
          return (
            <Line
              key={field.key}
              title={field.title}
              mine={<FieldValue field={field} value={own} against={{ value: other, as: "after" }} />}
              theirs={<FieldValue field={field} value={other} against={{ value: own, as: "before" }} />}
            />
          );
        })}
        {slots.map(({ key, title }) => (
          <Line key={key} title={title} mine={files(mine, key)} theirs={files(theirs, key)} />
        ))}
      </dl>
    </>
  );
}

function Line({ title, mine, theirs }: { title: string; mine: ReactNode; theirs: ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <div>
          <span className="soft">{t("draft.mine_is")}{mark.colon}</span>
          {mine}
        </div>
        <div>
          <span className="soft">{t("draft.theirs_is")}{mark.colon}</span>
          {theirs}
        </div>
      </dd>
    </>
  );
}
