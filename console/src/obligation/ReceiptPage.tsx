/** The receipt: proof of what was handed in and when. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Descriptions } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { useMay, useMe } from "@/app/session";
import { campaignsQuery, planQuery } from "@/campaign/api";
import { mark, t, word } from "@/i18n";
import { Page, Panel } from "@/ui/Page";
import { Notice, Ready } from "@/ui/State";
import { exactText, instantText, line, planWords } from "@/ui/time";
import { obligationQuery, receiptQuery, type ReceiptView, type SubmissionHead } from "./api";
import { Chain, waitsFor } from "./Chain";
import { itemTitle } from "./state";

export default function ReceiptPage() {
  const { id = "" } = useParams();
  const receipt = useQuery(receiptQuery(id));
  return (
    <Page title={t("receipt.title")} help="help.receipt">
      <Ready query={receipt}>{(shown) => <Receipt shown={shown} />}</Ready>
    </Page>
  );
}

/** What the receipt itself does not carry: whose it is, of which campaign, by whose paper, and what its review said. */
function useAround({ obligation_id, submission_id }: ReceiptView) {
  const me = useMe();
  const may = useMay();
  const detail = useQuery(obligationQuery(obligation_id)).data;
  const campaign = detail?.obligation.campaign_id;
  const reads = may("campaign.read") && campaign !== undefined;
  const campaigns = useQuery({ ...campaignsQuery, enabled: reads }).data;
  const plan = useQuery({ ...planQuery(campaign ?? ""), enabled: reads }).data;
  const unit = detail?.obligation.unit.id;
  return {
    // Whoever hands in for the unit is thanked, also for what a colleague sent; others have nothing to do about it.
    isOwn: unit === undefined ? null : may("obligation.submit") && me.posts.some((post) => post.unit.id === unit),
    title: campaigns?.find(({ id }) => id === campaign)?.title,
    authority: plan?.authority,
    reviews: detail?.versions.find(({ id }) => id === submission_id)?.reviews ?? [],
  };
}

function Receipt({ shown }: { shown: ReceiptView }) {
  const { isOwn, title, authority, reviews } = useAround(shown);
  const rows: [string, ReactNode][] = [
    [t("app.campaign"), title],
    [t("receipt.authority"), authority],
    [t("obligation.item"), itemTitle(shown)],
    [t("common.unit"), shown.unit_name],
    [t("report.outcome"), word("outcome", shown.outcome)],
    [t("receipt.version"), t("obligation.version", { number: shown.version })],
    [t("receipt.at"), exactText(shown.submitted_at)],
    [t("receipt.by"), shown.submitted_by],
    // A later version answers a return; the first one was or was not in time.
    [t(shown.version > 1 ? "receipt.timing_first" : "receipt.timing"), line(word("timing", shown.timing), planWords(shown.due_text))],
    [t("receipt.reviews"), reviews.length === 0 ? undefined : <Reviews reviews={reviews} />],
    [t("receipt.digest"), <span className="digest">{shown.digest}</span>],
  ];
  return (
    <Panel>
      <Notice
        mark="good"
        title={<span data-testid="receipt-number">{shown.number}</span>}
        help={isOwn === null ? undefined : t(isOwn ? "receipt.help" : "receipt.help_others")}
        extra={
          <>
            <Link className="no-print" to={`/obligations/${shown.obligation_id}`}>
              {t("receipt.to_obligation")}
            </Link>
            {isOwn && (
              <Link className="no-print" to="/todo">
                {t("menu.todo")}
              </Link>
            )}
            <Button className="no-print" onClick={() => window.print()}>
              {t("receipt.print")}
            </Button>
          </>
        }
      />
      <Review obligation={shown.obligation_id} submission={shown.submission_id} />
      {shown.wants_paper && <Alert type="info" showIcon style={{ marginBottom: 16 }} title={t("receipt.paper")} />}
      <Descriptions
        bordered
        size="small"
        column={1}
        items={rows.filter(([, children]) => children !== undefined).map(([label, children]) => ({ key: label, label, children }))}
      />
    </Panel>
  );
}

/** Step by step, with the day: a receipt that lies in a drawer says what became of it until it was printed. */
function Reviews({ reviews }: { reviews: SubmissionHead["reviews"] }) {
  return reviews.map(({ step_title, unit, verdict, reviewed_at }) => (
    <div key={reviewed_at}>
      {step_title}
      {mark.open}
      {unit.name}
      {mark.close} {word("verdict", verdict)} · {instantText(reviewed_at)}
    </div>
  ));
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
