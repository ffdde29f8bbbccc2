/** The receipt: proof of what was handed in and when. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Descriptions } from "antd";
import { Link, useParams } from "react-router";
import { t, word } from "@/i18n";
import { Page, Panel } from "@/ui/Page";
import { Notice, Ready } from "@/ui/State";
import { exactText, line, planWords } from "@/ui/time";
import { obligationQuery, receiptQuery } from "./api";
import { Chain, waitsFor } from "./Chain";
import { itemTitle } from "./state";

export default function ReceiptPage() {
  const { id = "" } = useParams();
  const receipt = useQuery(receiptQuery(id));
  return (
    <Page title={t("receipt.title")} help="help.receipt">
      <Ready query={receipt}>
        {(shown) => (
          <Panel>
            <Notice
              mark="good"
              title={<span data-testid="receipt-number">{shown.number}</span>}
              help={t("receipt.help")}
              extra={
                <>
                  <Link to={`/obligations/${shown.obligation_id}`}>{t("receipt.to_obligation")}</Link>
                  <Link to="/todo">{t("menu.todo")}</Link>
                  <Button className="no-print" onClick={() => window.print()}>
                    {t("receipt.print")}
                  </Button>
                </>
              }
            />
            <Review obligation={shown.obligation_id} submission={shown.submission_id} />
            {shown.wants_paper && (
              <Alert type="info" showIcon style={{ marginBottom: 16 }} title={t("receipt.paper")} />
            )}
            <Descriptions
              bordered
              size="small"
              column={1}
              items={[
                { key: "what", label: t("obligation.item"), children: itemTitle(shown) },
                { key: "unit", label: t("common.unit"), children: shown.unit_name },
                { key: "outcome", label: t("report.outcome"), children: word("outcome", shown.outcome) },
                {
                  key: "version",
                  label: t("receipt.version"),
                  children: t("obligation.version", { number: shown.version }),
                },
                { key: "at", label: t("receipt.at"), children: exactText(shown.submitted_at) },
                { key: "by", label: t("receipt.by"), children: shown.submitted_by },
                {
                  key: "timing",
                  // A later version answers a return; the first one was or was not in time.
                  label: t(shown.version > 1 ? "receipt.timing_first" : "receipt.timing"),
                  children: line(word("timing", shown.timing), planWords(shown.due_text)),
                },
                {
                  key: "digest",
                  label: t("receipt.digest"),
                  children: <span className="digest">{shown.digest}</span>,
                },
              ]}
            />
          </Panel>
        )}
      </Ready>
    </Page>
  );
}

/** What comes next: the chain of the review, while this version is the one that goes through it. */
function Review({ obligation, submission }: { obligation: string; submission: string }) {
  const { data } = useQuery(obligationQuery(obligation));
  if (data === undefined || data.steps.length === 0 || data.obligation.submission_id !== submission) return null;
  const next = waitsFor(data.steps);
  return (
    <section style={{ marginBottom: 16 }} data-testid="receipt-review">
      {next !== null && <strong>{t("receipt.next", { step: next })}</strong>}
      {(next === null || data.steps.length > 1) && <Chain steps={data.steps} />}
    </section>
  );
}
