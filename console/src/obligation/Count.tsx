/** How far a quota or a coverage is: what counts, what nearly counts and lacks what, which units are still open. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Alert, Progress } from "antd";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useMay, useMe } from "@/app/session";
import { planQuery } from "@/campaign/api";
import { mark, t } from "@/i18n";
import { unitTreeQuery } from "@/org/api";
import { RecordLink } from "@/register/RecordLink";
import { DataTable, PagedTable, byCursor, rowsOfPages } from "@/ui/DataTable";
import { LinkButton } from "@/ui/LinkButton";
import { Panel } from "@/ui/Page";
import { Empty } from "@/ui/State";
import { percentOf } from "@/ui/share";
import { dayText } from "@/ui/time";
import type { ObligationRow } from "./api";
import { missingKind, newRecordAddress } from "./missing";
import { countText } from "./state";

type Count = Schemas["CountView"];
type Counted = Schemas["CountedRecord"];
type Near = Schemas["NearRecord"];

export function Count({ row, count }: { row: ObligationRow; count: Count }) {
  const { kind } = row;
  const percent = percentOf(count.counted, count.at_least) ?? 100;
  return (
    <>
      <Panel title={t(kind === "quota" ? "count.quota" : "count.coverage")}>
        <p style={{ margin: 0 }}>{countText({ ...row, counted: count.counted, at_least: count.at_least })}</p>
        <Progress aria-label={t(kind === "quota" ? "count.quota" : "count.coverage")} percent={percent} showInfo={false} style={{ maxWidth: 480 }} />
        {count.lacks != null && <Alert type="warning" showIcon style={{ margin: "8px 0" }} title={count.lacks} />}
        {count.missing > 0 && <ToRecord row={row} count={count} />}
        {count.nearly.length > 0 && (
          <>
            <h3>{t("count.nearly")}</h3>
            <p className="soft">{t("count.nearly_about")}</p>
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
      {kind === "coverage" && count.missing > 0 && <Targets row={row} count={count} />}
    </>
  );
}

function useOpenTargets({ id, kind }: ObligationRow) {
  return useInfiniteQuery({
    queryKey: ["targets", id],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/obligations/{id}/targets", {
          params: { path: { id }, query: { covered: false, ...(pageParam === undefined ? {} : { after: pageParam }) } },
        }),
      ),
    enabled: kind === "coverage",
    ...byCursor,
  });
}

/** What is known of the record that is missing: its kind, where the plan leaves no choice, and whose it would be. */
function useMissing(row: ObligationRow, count: Count) {
  const plan = useQuery({ ...planQuery(row.campaign_id), staleTime: Infinity }).data;
  const units = useQuery({ ...unitTreeQuery, enabled: row.kind === "coverage" }).data?.items;
  const [first] = rowsOfPages(useOpenTargets(row));
  const target = units?.find((unit) => unit.id === first?.unit.id)?.kind;
  const isOwn = useMe().posts.some(({ unit }) => unit.id === row.unit.id);
  const isTold = row.kind !== "coverage" || target !== undefined;
  return {
    kind: plan === undefined || !isTold ? null : missingKind(plan.activity_kinds, count.kinds, target),
    unit: isOwn ? row.unit.id : null,
  };
}

/** To the register whose records count. */
function ToRecord({ row, count }: { row: ObligationRow; count: Count }) {
  const may = useMay();
  const missing = useMissing(row, count);
  return (
    <p className="no-print" style={{ display: "flex", gap: 8 }}>
      {may("activity.record") && count.register === "activity" && (
        <LinkButton to={newRecordAddress("activities", missing)}>{t("count.to_activities")}</LinkButton>
      )}
      {may("exposure.record") && count.register === "exposure" && (
        <LinkButton to={newRecordAddress("exposures", { ...missing, kind: null })}>{t("count.to_exposures")}</LinkButton>
      )}
    </p>
  );
}

function Targets({ row, count }: { row: ObligationRow; count: Count }) {
  const may = useMay();
  const missing = useMissing(row, count);
  const targets = useOpenTargets(row);
  return (
    <Panel title={t("count.open_targets")}>
      <PagedTable
        name="count.open_targets"
        query={targets}
        id={({ unit }) => unit.id}
        columns={[
          { title: t("common.unit"), render: (_, { unit }) => unit.name },
          { title: t("count.within"), render: (_, { within }) => within?.name ?? "—" },
          ...(may("activity.record") && missing.unit !== null
            ? [
                {
                  title: t("common.actions"),
                  isTool: true,
                  render: (_: unknown, { unit }: Schemas["TargetRow"]) => (
                    <LinkButton size="small" to={newRecordAddress("activities", { ...missing, subject: unit.id })}>
                      {t("count.record_target")}
                    </LinkButton>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}
