/** Writing a report: the draft keeps itself, answers are checked before they are sent, a receipt proves the sending. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";
import { t } from "@/i18n";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { deadlineText, line, planWords } from "@/ui/time";
import { draftQuery, obligationQuery, reportOf } from "./api";
import { Beforehand } from "./Beforehand";
import { Returned } from "./Returned";
import { ReportWriter } from "./ReportWriter";
import { deadlineOf, itemTitle } from "./state";

export default function ReportPage() {
  const { id = "" } = useParams();
  const client = useQueryClient();
  const detail = useQuery(obligationQuery(id));
  const draft = useQuery(draftQuery(id));
  return (
    <Ready query={detail}>
      {(shown) => {
        const row = shown.obligation;
        return (
          <Page
            help="help.report"
            title={itemTitle(row)}
            about={line(row.unit.name, `${t("obligation.due")} ${deadlineText(deadlineOf(row))}`, row.returned_until == null ? planWords(row.due_text) : t("obligation.returned_until"))}
            tools={<LinkButton to={`/obligations/${id}`}>{t("state.back")}</LinkButton>}
          >
            {shown.returned != null && <Returned review={shown.returned} form={shown.form ?? null} />}
            {shown.form == null || !shown.may.write ? (
              <Empty text={t("report.closed")} help={t("report.closed_help")} />
            ) : (
              <>
                <Beforehand detail={shown} form={shown.form} />
                <Ready query={draft}>
                  {(kept) => (
                    <ReportWriter
                      // Made anew when another draft was taken over.
                      key={draft.dataUpdatedAt}
                      detail={shown}
                      form={shown.form!}
                      initial={reportOf(kept.content, kept.files)}
                      revision={kept.revision}
                      again={() => void client.refetchQueries({ queryKey: draftQuery(id).queryKey })}
                    />
                  )}
                </Ready>
              </>
            )}
          </Page>
        );
      }}
    </Ready>
  );
}
