/** The trail: who did what, when, where. Looking at it is itself written down. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Descriptions } from "antd";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { mark, t, word } from "@/i18n";
import { FilterBar, FilterChoice, FilterDay, NothingFound } from "@/ui/Filters";
import { PagedTable, byCursor } from "@/ui/DataTable";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/State";
import { StateMark } from "@/ui/StateMark";
import { exactText } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { useFilters } from "@/ui/useFilters";
import { ACTIONS } from "./actions";
import { PersonFilter } from "./PersonFilter";
import { saidOf, type Said } from "./detail";

type Line = Schemas["AuditLine"];

const DIGEST = /^[0-9a-f]{40,}$/;

/** The beginning of a day in Shanghai, as the server wants it. */
function midnight(day: string | undefined): string | undefined {
  return day === undefined ? undefined : `${day}T00:00:00+08:00`;
}

export default function AuditPage() {
  const { values, set, clear, isFiltered } = useFilters(["person", "action", "unit", "from", "until"] as const);
  const query = useInfiniteQuery({
    queryKey: ["audit", values],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/audit", {
          params: {
            query: {
              person: values.person,
              action: values.action,
              unit: values.unit,
              from: midnight(values.from),
              until: midnight(values.until),
              after: pageParam === undefined ? undefined : Number(pageParam),
            },
          },
        }),
      ),
    ...byCursor,
  });
  return (
    <Page title={t("menu.audit")} about={t("audit.about")} help="help.audit">
      <FilterBar clear={clear} isFiltered={isFiltered}>
        <PersonFilter value={values.person} onChange={(person) => set({ person })} />
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
      <PagedTable<Line>
        name="menu.audit"
        query={query}
        id={(row) => String(row.seq)}
        empty={
          <NothingFound isFiltered={isFiltered} clear={clear}>
            <Empty />
          </NothingFound>
        }
        detail={(row) => <Detail line={row} />}
        columns={[
          { title: t("audit.seq"), align: "right", dataIndex: "seq" },
          { title: t("common.instant"), render: (_, row) => exactText(row.at) },
          { title: t("common.person"), render: (_, row) => row.person_name ?? t("audit.nobody") },
          { title: t("audit.action"), render: (_, row) => word("action", row.action) },
          {
            title: t("audit.outcome"),
            render: (_, row) => (
              <StateMark tone={row.outcome === "done" ? "good" : "bad"} text={word("audit_outcome", row.outcome)} />
            ),
          },
          { title: t("common.unit"), width: 120, render: (_, row) => row.unit_name ?? "—" },
          {
            title: t("audit.subject"),
            width: 140,
            render: (_, row) => row.subject_name ?? (row.subject_kind == null ? "—" : word("subject", row.subject_kind)),
          },
          { title: t("audit.detail"), width: 180, render: (_, row) => inShort(saidOf(row.detail)) || "—" },
        ]}
      />
    </Page>
  );
}

/** In one line. Digests are for those who verify, and stand below. */
function inShort(said: Said[]): string {
  const parts = said.filter(({ text }) => !DIGEST.test(text)).map(({ label, text }) => t("audit.said", { label, text }).trim());
  return parts.join(mark.semicolon);
}

/** In words, and for those who verify as it was recorded, letter by letter, with the link of the chain. */
function Detail({ line }: { line: Line }) {
  const said = saidOf(line.detail);
  return (
    <>
      {said.length > 0 && (
        <Descriptions size="small" column={1} items={said.map(({ label, text }) => ({ key: label, label, children: text }))} />
      )}
      <details>
        <summary>{t("audit.raw")}</summary>
        <pre className="digest">{JSON.stringify(line.detail, null, 2)}</pre>
        <div className="digest">
          {t("audit.digest")} {line.digest}
        </div>
      </details>
    </>
  );
}
