/** The trail: who did what, when, where. Looking at it is itself written down. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { answer, api } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Schemas } from "@/api/types";
import { t, word } from "@/i18n";
import { FilterBar, FilterChoice, FilterDay, NothingFound } from "@/ui/Filters";
import { DataTable, rowsOfPages } from "@/ui/DataTable";
import { Page } from "@/ui/Page";
import { Empty, Problematic } from "@/ui/State";
import { StateMark } from "@/ui/StateMark";
import { exactText } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { useFilters } from "@/ui/useFilters";
import { ACTIONS } from "./actions";

type Line = Schemas["AuditLine"];

/** The beginning of a day in Shanghai, as the server wants it. */
function midnight(day: string | undefined): string | undefined {
  return day === undefined ? undefined : `${day}T00:00:00+08:00`;
}

export default function AuditPage() {
  const { values, set, clear, isFiltered } = useFilters(["action", "unit", "from", "until"] as const);
  const query = useInfiniteQuery({
    queryKey: ["audit", values],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/audit", {
          params: {
            query: {
              action: values.action,
              unit: values.unit,
              from: midnight(values.from),
              until: midnight(values.until),
              after: pageParam,
            },
          },
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.next == null ? undefined : Number(page.next)),
  });
  if (query.isError) return <Problematic problem={asProblem(query.error)} retry={() => void query.refetch()} />;
  const rows = rowsOfPages<Line>(query as never);
  return (
    <Page title={t("menu.audit")} about={t("audit.about")} help="help.audit">
      <FilterBar clear={clear} isFiltered={isFiltered}>
        <FilterChoice
          label={t("audit.action")}
          value={values.action}
          onChange={(action) => set({ action })}
          options={ACTIONS.map((key) => ({ value: key, label: word("action", key) }))}
        />
        <UnitSelect value={values.unit} onChange={(unit) => set({ unit })} />
        <FilterDay label={t("common.from_day")} value={values.from} onChange={(from) => set({ from })} />
        <FilterDay label={t("audit.until")} value={values.until} onChange={(until) => set({ until })} />
      </FilterBar>
      <DataTable<Line>
        label={t("menu.audit")}
        rows={rows}
        id={(row) => String(row.seq)}
        loading={query.isPending}
        empty={
          <NothingFound isFiltered={isFiltered} clear={clear}>
            <Empty />
          </NothingFound>
        }
        detail={(row) => <Detail line={row} />}
        columns={[
          { title: t("audit.seq"), dataIndex: "seq" },
          { title: t("common.instant"), render: (_, row) => exactText(row.at) },
          { title: t("common.person"), render: (_, row) => row.person_name ?? t("audit.nobody") },
          { title: t("audit.action"), render: (_, row) => word("action", row.action) },
          {
            title: t("audit.outcome"),
            render: (_, row) => (
              <StateMark tone={row.outcome === "done" ? "good" : "bad"} text={word("audit_outcome", row.outcome)} />
            ),
          },
          { title: t("common.unit"), render: (_, row) => row.unit_name ?? "—" },
        ]}
      />
      {query.hasNextPage && (
        <Button style={{ marginTop: 8 }} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </Page>
  );
}

/** For those who verify: what was recorded, letter by letter, and the link of the chain. */
function Detail({ line }: { line: Line }) {
  return (
    <>
      <pre className="digest">{JSON.stringify(line.detail, null, 2)}</pre>
      <div className="digest">
        {t("audit.digest")} {line.digest}
      </div>
    </>
  );
}
