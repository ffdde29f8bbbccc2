/** A report that was sent again as it was: whoever returned it would else look for a change that is not there. */
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { t } from "@/i18n";
import { obligationQuery, submissionQuery, type SubmissionView } from "./api";

type Said = Pick<SubmissionView, "head" | "fields" | "evidence" | "reason" | "previous_outcome">;

/** Whether it says what the version before said, whatever the figures of its table are. */
export function saysTheSame({ head, fields, evidence, reason, previous_outcome }: Said): boolean {
  return head.version > 1 && previous_outcome == null && !reason.changed && ![...fields, ...evidence].some(({ changed }) => changed);
}

export function SameAsBefore({ view }: { view: SubmissionView }) {
  const isSaid = saysTheSame(view);
  const before = useTableBefore(view, isSaid);
  if (!isSaid || (view.table != null && before !== view.table.digest)) return null;
  return <Alert type="warning" showIcon data-testid="same-as-before" style={{ marginBottom: 12 }} title={t("answers.same_as_before")} />;
}

/** The digest of the table that went with the version before. */
function useTableBefore({ obligation, head, table }: SubmissionView, isAsked: boolean): string | undefined {
  const isOn = isAsked && table != null;
  const versions = useQuery({ ...obligationQuery(obligation.id), enabled: isOn }).data?.versions;
  const id = versions?.find(({ version }) => version === head.version - 1)?.id;
  return useQuery({ ...submissionQuery(id ?? ""), enabled: isOn && id !== undefined }).data?.table?.digest;
}
