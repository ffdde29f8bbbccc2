/** How far a quota or a coverage is: what counts, what nearly counts and lacks what, which units are still open. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Alert, Progress } from "antd";
import { Link } from "react-router";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useMay } from "@/app/session";
import { mark, t } from "@/i18n";
import { DataTable, PagedTable, byCursor } from "@/ui/DataTable";
import { LinkButton } from "@/ui/LinkButton";
import { Panel } from "@/ui/Page";
import { Empty } from "@/ui/State";
import { percentOf } from "@/ui/share";
import { dayText } from "@/ui/time";

type Count = Schemas["CountView"];
type Counted = Schemas["CountedRecord"];
type Near = Schemas["NearRecord"];

const PAGES: Record<string, string> = { activity: "/activities", exposure: "/exposures" };

function RecordLink({ of }: { of: { source_kind: string; source_id: string; title: string } }) {
  const page = PAGES[of.source_kind];
  return page === undefined ? <>{of.title}</> : <Link to={`${page}/${of.source_id}`}>{of.title}</Link>;
}

export function Count({ id, kind, count }: { id: string; kind: Schemas["ObligationKind"]; count: Count }) {
  const may = useMay();
  const percent = percentOf(count.counted, count.at_least) ?? 100;
  return (
    <>
      <Panel title={t(kind === "quota" ? "count.quota" : "count.coverage")}>
        <Progress aria-label={t(kind === "quota" ? "count.quota" : "count.coverage")} percent={percent} format={() => `${count.counted} / ${count.at_least}`} style={{ maxWidth: 480 }} />
        {count.lacks != null && <Alert type="warning" showIcon style={{ margin: "8px 0" }} title={count.lacks} />}
        {count.missing > 0 && (
          <p className="no-print" style={{ display: "flex", gap: 8 }}>
            {may("activity.record") && <LinkButton to="/activities">{t("count.to_activities")}</LinkButton>}
            {kind === "quota" && may("exposure.record") && <LinkButton to="/exposures">{t("count.to_exposures")}</LinkButton>}
          </p>
        )}
        {count.nearly.length > 0 && (
          <>
            <h3>{t("count.nearly")}</h3>
            <ul data-testid="nearly">
              {count.nearly.map((near: Near) => (
                <li key={near.source_id}>
                  <RecordLink of={near} />{mark.open}{dayText(near.day)}{mark.close}{mark.colon}{near.lacking.join(mark.semicolon)}
                </li>
              ))}
            </ul>
          </>
        )}
        <h3>{t("count.records")}</h3>
        <DataTable<Counted>
          label={t("count.records")}
          rows={count.records}
          id={(row) => `${row.source_id}-${row.target?.id ?? ""}`}
          empty={<Empty text={t("count.no_records")} help={t("count.no_records_help")} />}
          columns={[
            { title: t("common.day"), render: (_, row) => dayText(row.day) },
            { title: t("statistics.record"), render: (_, row) => <RecordLink of={row} /> },
            { title: t("common.unit"), render: (_, row) => row.unit.name },
            ...(kind === "coverage"
              ? [{ title: t("count.target"), render: (_: unknown, row: Counted) => row.target?.name ?? "—" }]
              : []),
          ]}
        />
      </Panel>
      {kind === "coverage" && count.missing > 0 && <Targets id={id} />}
    </>
  );
}

function Targets({ id }: { id: string }) {
  const targets = useInfiniteQuery({
    queryKey: ["targets", id],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/obligations/{id}/targets", {
          params: { path: { id }, query: { covered: false, ...(pageParam === undefined ? {} : { after: pageParam }) } },
        }),
      ),
    ...byCursor,
  });
  return (
    <Panel title={t("count.open_targets")}>
      <PagedTable
        name="count.open_targets"
        query={targets}
        id={(row) => row.unit.id}
        columns={[
          { title: t("common.unit"), render: (_, row) => row.unit.name },
          { title: t("count.within"), render: (_, row) => row.within?.name ?? "—" },
        ]}
      />
    </Panel>
  );
}
