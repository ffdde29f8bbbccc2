/** Why a report came back: the note, the reasons part by part, the new deadline. */
import { Alert } from "antd";
import type { EvidenceFile, Schemas } from "@/api/types";
import type { Remarks } from "@/form/content";
import { mark, t } from "@/i18n";
import { deadlineText, instantText } from "@/ui/time";

type ReportForm = Schemas["ReportForm"];

/** The title of the part that a pointer names. */
function partTitle(pointer: string, form: ReportForm | null): string {
  const [, kind, key] = pointer.split("/");
  switch (kind) {
    case "answers":
      return form?.fields.find((field) => field.key === key)?.title ?? t("report.part");
    case "evidence":
      return form?.evidence.find((slot) => slot.key === key)?.title ?? t("report.part");
    case "outcome":
      return t("report.outcome");
    case "reason":
      return t("common.reason");
    case "table":
      return t("report.table");
    default:
      return t("report.part");
  }
}

/** What was said to be wrong, for the place that it is about; one of these files is said by its name. */
export function remarksOf(review: Schemas["ReviewView"] | null | undefined, files: EvidenceFile[]): Remarks {
  const remarks = new Map<string, string[]>();
  for (const { pointer, ok, reason } of review?.items ?? []) {
    if (ok || reason == null) continue;
    const [, kind = "", key, file] = pointer.split("/");
    const place = key === undefined ? `/${kind}` : `/${kind}/${key}`;
    const name = files.find(({ id }) => id === file)?.name;
    remarks.set(place, [...(remarks.get(place) ?? []), name === undefined ? reason : `${name}${mark.colon}${reason}`]);
  }
  return remarks;
}

/** For a line of a list: what was said to be wrong. */
export function ReturnedLine({ because }: { because: string | null | undefined }) {
  if (because == null) return null;
  return (
    <div className="urged" data-testid="returned-line">
      <div className="soft">{t("report.returned_because")}</div>
      <div className="words">{because}</div>
    </div>
  );
}

export function Returned({ review, form }: { review: Schemas["ReviewView"]; form: ReportForm | null }) {
  const wrong = review.items.filter((item) => !item.ok);
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      data-testid="returned"
      title={t("report.returned_by", {
        unit: review.unit.name,
        by: review.reviewed_by,
        at: instantText(review.reviewed_at),
      })}
      description={
        <>
          {review.note != null && <p style={{ margin: "4px 0" }}>{review.note}</p>}
          {wrong.length > 0 && (
            <ul style={{ margin: "4px 0", paddingInlineStart: 20 }}>
              {wrong.map((item) => (
                <li key={item.pointer}>
                  <strong>{partTitle(item.pointer, form)}</strong>{mark.colon}{item.reason}
                </li>
              ))}
            </ul>
          )}
          {review.until != null && <div>{t("report.answer_until", { until: deadlineText(review.until) })}</div>}
        </>
      }
    />
  );
}
