/** One obligation: what the plan asks, where it stands, what was handed in, what came back. */
import { useQuery } from "@tanstack/react-query";
import { Descriptions } from "antd";
import { useParams } from "react-router";
import { ClauseName } from "@/campaign/ClauseName";
import { mark, t, within, word } from "@/i18n";
import { LinkButton } from "@/ui/LinkButton";
import { Page, Panel } from "@/ui/Page";
import { Ready } from "@/ui/State";
import { dayText, deadlineText, instantText, line, planWords } from "@/ui/time";
import type { Schemas } from "@/api/types";
import { draftSavedQuery, obligationQuery } from "./api";
import { Chain } from "./Chain";
import { Count } from "./Count";
import { PaperPanel } from "./PaperPanel";
import { Reopen } from "./Reopen";
import { Returned } from "./Returned";
import { ObligationStateMark, PRESSING, PaperMark, SoftTag, deadlineOf, itemTitle } from "./state";
import { Urge } from "./Urge";
import { UrgedNotice, Urges } from "./Urged";
import { Versions } from "./Versions";
import { WaiverTools } from "./WaiverTools";

type Detail = Schemas["ObligationDetail"];

export default function ObligationPage() {
  const { id = "" } = useParams();
  const detail = useQuery(obligationQuery(id));
  return <Ready query={detail}>{(shown) => <Obligation detail={shown} />}</Ready>;
}

function Obligation({ detail }: { detail: Detail }) {
  const row = detail.obligation;
  const [urge] = detail.urges;
  const savedAt = useDraftSavedAt(detail);
  const isDone = !PRESSING.includes(row.state);
  return (
    <Page
      help="help.obligation"
      title={itemTitle(row)}
      about={
        <>
          {row.unit.name} · {word("obligation_kind", row.kind)} <SoftTag row={row} />
        </>
      }
      tools={<Tools detail={detail} hasDraft={savedAt !== null} />}
    >
      {urge !== undefined && !isDone && <UrgedNotice urge={urge} />}
      {detail.returned != null && <Returned review={detail.returned} form={detail.form ?? null} />}
      <Panel>
        <blockquote className="quote">
          “{within(row.quote)}” <ClauseName campaign={row.campaign_id} clause={row.clause} />
        </blockquote>
        {detail.note != null && <p>{detail.note}</p>}
        <Descriptions size="small" column={{ xs: 1, md: 2, xl: 3 }} items={facts(detail)} />
        {detail.steps.length > 0 && row.state !== "waived" && <Chain steps={detail.steps} />}
      </Panel>
      {detail.count != null && <Count row={row} count={detail.count} />}
      {row.kind === "deliver" && (row.state !== "waived" || row.version > 0) && <Versions key={row.version} detail={detail} savedAt={savedAt} />}
      {row.paper !== "not_wanted" && (
        <div id="paper">
          <PaperPanel key={detail.paper?.revision ?? 0} detail={detail} />
        </div>
      )}
      {detail.urges.length > 0 && <Urges urges={detail.urges} />}
      {detail.waivers.length > 0 && (
        <Panel title={t("waiver.title")}>
          <ul style={{ margin: 0 }}>
            {detail.waivers.map((waiver) => (
              <li key={waiver.waived_at}>
                {t("waiver.given", { by: waiver.waived_by, at: instantText(waiver.waived_at) })}{mark.colon}{waiver.reason}
                {waiver.revoked_at != null &&
                  `${mark.open}${t("waiver.revoked", { by: waiver.revoked_by ?? "", at: instantText(waiver.revoked_at) })}${mark.close}`}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </Page>
  );
}

/** What somebody of the unit has begun to write and not sent. */
function useDraftSavedAt({ obligation, may }: Detail): string | null {
  const draft = useQuery({ ...draftSavedQuery(obligation.id), enabled: may.write && obligation.kind === "deliver" });
  return draft.data?.saved_at ?? null;
}

function Tools({ detail, hasDraft }: { detail: Detail; hasDraft: boolean }) {
  const { obligation: row, may } = detail;
  const waiting = detail.versions[detail.versions.length - 1];
  return (
    <>
      {may.write && (
        <LinkButton type="primary" to={`/obligations/${row.id}/report`}>
          {t(row.state === "returned" ? "todo.correct" : hasDraft ? "todo.go_on" : "todo.report")}
        </LinkButton>
      )}
      {may.review && waiting !== undefined && (
        <LinkButton type="primary" to={`/reviews?submission=${waiting.id}`}>
          {t("review.open")}
        </LinkButton>
      )}
      {may.urge && <Urge rows={[row]} />}
      {may.reopen && waiting !== undefined && <Reopen submission={waiting.id} due={row.due_at} />}
      <WaiverTools id={row.id} may={may} />
    </>
  );
}

function facts(detail: Detail) {
  const row = detail.obligation;
  const items = [
    { key: "state", label: t("common.state"), children: <ObligationStateMark state={row.state} /> },
    {
      key: "due",
      label: t("obligation.due"),
      children: line(
        deadlineText(deadlineOf(row)),
        row.returned_until == null ? planWords(row.due_text) : t("obligation.returned_until"),
      ),
    },
    ...(row.state === "waived"
      ? []
      : [{ key: "timing", label: t(row.version > 1 ? "receipt.timing_first" : "receipt.timing"), children: word("timing", row.timing) }]),
    { key: "opens", label: t("obligation.opens"), children: deadlineText(row.opens_at) },
    {
      key: "window",
      label: t("obligation.window"),
      children: `${dayText(row.window_from)} — ${dayText(row.window_to)}`,
    },
  ];
  if (row.grace_until != null) {
    items.push({ key: "grace", label: t("obligation.grace"), children: deadlineText(row.grace_until) });
  }
  if (row.paper !== "not_wanted") {
    items.push({ key: "paper", label: t("paper.title"), children: <PaperFact detail={detail} /> });
  }
  if (row.dropped_at != null) {
    items.push({ key: "dropped", label: t("obligation.dropped"), children: instantText(row.dropped_at) });
  }
  return items;
}

/** How many copies came and when; the place where that is recorded lies below the whole report. */
function PaperFact({ detail: { obligation, paper, may } }: { detail: Detail }) {
  return (
    <span>
      <PaperMark paper={obligation.paper} />
      {paper != null && ` · ${t("paper.came_short", { day: dayText(paper.received_on), copies: paper.copies })}`}
      {may.receive_paper && paper == null && (
        <>
          {" "}
          <a className="no-print" href="#paper">
            {t("paper.record_below")}
          </a>
        </>
      )}
    </span>
  );
}
