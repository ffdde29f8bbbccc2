/** Clause by clause: the paper's words at the left, what they created at the right. */
import { Tag } from "antd";
import { mark, t, within, word } from "@/i18n";
import { WideTable } from "@/ui/WideTable";
import type { PlanDuty, PlanView } from "./api";
import { withPhrases } from "./reading";

const INDENT_PX = 20;

export function Clauses({ view }: { view: PlanView }) {
  return (
    <WideTable label={t("plan.clauses")}>
      <table className="grid-table clauses">
        <thead>
          <tr>
            <th scope="col" style={{ width: "42%" }}>
              {t("plan.clause")}
            </th>
            <th scope="col">{t("plan.created")}</th>
          </tr>
        </thead>
        <tbody>
          {view.clauses.map((clause) => {
            const duties = view.duties.filter((duty) => duty.clause === clause.key);
            const kinds = view.activity_kinds.filter((kind) => kind.clause === clause.key);
            return (
              <tr key={clause.key}>
                <td style={{ paddingInlineStart: INDENT_PX / 2 + clause.depth * INDENT_PX }}>
                  <strong>
                    {clause.number} {clause.title}
                  </strong>
                  {clause.quote != null && (
                    <div className="soft">
                      “<Quote text={within(clause.quote)} phrases={[...duties, ...kinds].map(({ quote }) => within(quote))} />”
                    </div>
                  )}
                </td>
                <td>
                  {duties.map((duty) => (
                    <Duty key={duty.key} duty={duty} />
                  ))}
                  {kinds.length > 0 && (
                    <div>
                      {t("plan.activity_kinds")}{mark.colon}
                      {kinds.map((kind) => (
                        <Tag key={kind.key} title={kind.quote}>
                          {kind.title}
                        </Tag>
                      ))}
                    </div>
                  )}
                  {clause.notes.map((note) => (
                    <div key={note} className="soft">
                      {note}
                    </div>
                  ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </WideTable>
  );
}

/** The words of the paper; those that created something stand out. */
function Quote({ text, phrases }: { text: string; phrases: string[] }) {
  return <>{withPhrases(text, phrases).map((piece, at) => (piece.isPhrase ? <mark key={at}>{piece.text}</mark> : piece.text))}</>;
}

function Duty({ duty }: { duty: PlanDuty }) {
  const asks = [
    duty.due_text,
    duty.at_least == null ? null : t("plan.at_least", { count: duty.at_least }),
    duty.paper ? t("plan.paper") : null,
    duty.zero_report ? t("plan.zero_report") : null,
  ].filter((part) => part !== null);
  return (
    <div style={{ marginBottom: 8 }}>
      <Tag>{word("obligation_kind", duty.kind)}</Tag>
      {duty.soft && <Tag>{t("obligation.soft")}</Tag>}
      <strong>{duty.title}</strong>
      <div>
        {t("plan.audience")}{mark.colon}{duty.audience} · {asks.join(" · ")}
      </div>
      <blockquote className="quote" style={{ margin: "4px 0" }}>
        “{within(duty.quote)}”
      </blockquote>
      {duty.note != null && <div className="soft">{duty.note}</div>}
    </div>
  );
}
