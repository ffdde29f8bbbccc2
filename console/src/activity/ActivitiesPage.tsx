/** The register of activities. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { WithCampaign } from "@/app/CampaignScope";
import { useMay } from "@/app/session";
import { t, word } from "@/i18n";
import { NewRecord } from "@/register/NewRecord";
import { StateCell, YoursCheck, useAllYours } from "@/register/Yours";
import { PagedTable } from "@/ui/DataTable";
import { ExportLinks, queryOf } from "@/ui/ExportLinks";
import { FilterBar, FilterChoice, FilterDay, FilterText, NothingFound } from "@/ui/Filters";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/State";
import { dayText, numberText } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { TitleLink } from "@/ui/TitleLink";
import { useFilters } from "@/ui/useFilters";
import { activitiesQuery, activityKindsQuery, createActivity, type ActivityItem } from "./api";
import { MODES } from "./kit";

const STATES = ["draft", "submitted", "returned", "accepted", "withdrawn"] as const;
const FILTERS = ["unit", "kind", "state", "may_decide", "mode", "from", "to", "q"] as const;

export default function ActivitiesPage() {
  return <WithCampaign>{({ id }) => <Activities campaign={id} />}</WithCampaign>;
}

function figure(value: number | null | undefined): string {
  return value == null ? "—" : numberText(value);
}

function Activities({ campaign }: { campaign: string }) {
  const may = useMay();
  const { values, set, clear, isFiltered } = useFilters(FILTERS);
  const kinds = useQuery(activityKindsQuery(campaign));
  const query = useInfiniteQuery(activitiesQuery({ campaign, ...values }));
  useAllYours(query, values.may_decide);
  const kindOptions = (kinds.data ?? []).map(({ key, title }) => ({ value: key, label: title }));
  const words = (list: string, all: readonly string[]) => all.map((value) => ({ value, label: word(list, value) }));
  return (
    <Page
      help="help.activities"
      title={t("menu.activities")}
      about={t("activity.about")}
      tools={
        <>
          {may("activity.record") && (
            <NewRecord
              name="activities"
              title={t("activity.new")}
              kinds={kindOptions}
              create={(unit, kind, keyed) => createActivity(campaign, unit, kind, keyed)}
            />
          )}
          <ExportLinks address={(form) => `/api/activities/export/${form}?${queryOf({ campaign, ...values })}`} />
        </>
      }
    >
      <FilterBar clear={clear} isFiltered={isFiltered}>
        <UnitSelect value={values.unit} onChange={(unit) => set({ unit })} />
        <FilterChoice label={t("common.kind")} value={values.kind} onChange={(kind) => set({ kind })} options={kindOptions} />
        <FilterChoice label={t("common.state")} value={values.state} onChange={(state) => set({ state })} options={words("record_state", STATES)} />
        <YoursCheck action="activity.accept" value={values.may_decide} onChange={(may_decide) => set({ may_decide })} />
        <FilterChoice label={t("activity.mode")} value={values.mode} onChange={(mode) => set({ mode })} options={words("mode", MODES)} />
        <FilterDay label={t("common.from_day")} value={values.from} onChange={(from) => set({ from })} />
        <FilterDay label={t("common.to_day")} value={values.to} onChange={(to) => set({ to })} />
        <FilterText label={t("common.search")} value={values.q} onChange={(q) => set({ q })} />
      </FilterBar>
      <PagedTable<ActivityItem>
        name="menu.activities"
        query={query}
        id={(row) => row.id}
        empty={
          <NothingFound isFiltered={isFiltered} clear={clear}>
            <Empty text={t("activity.empty")} help={t(may("activity.record") ? "activity.empty_help" : "activity.empty_read")} />
          </NothingFound>
        }
        columns={[
          { title: t("common.day"), render: (_, row) => dayText(row.day) },
          { title: t("common.unit"), className: "narrow", dataIndex: "unit_name" },
          { title: t("common.kind"), className: "narrow", dataIndex: "kind_title" },
          {
            title: t("activity.title"),
            className: "narrow",
            render: (_, row) => <TitleLink to={`/activities/${row.id}`} text={row.title === "" ? row.kind_title : row.title} />,
          },
          { title: t("common.state"), render: (_, row) => <StateCell row={row} /> },
          { title: t("register.counts"), render: (_, row) => t(row.counts ? "common.yes" : "common.no") },
          { title: t("activity.mode"), render: (_, row) => (row.mode == null ? "—" : word("mode", row.mode)) },
          { title: t("activity.subject"), className: "narrow", render: (_, row) => row.subject_name ?? "—" },
          { title: t("activity.sessions"), align: "right", render: (_, row) => figure(row.sessions) },
          { title: t("activity.attendances"), align: "right", render: (_, row) => figure(row.attendances) },
          { title: t("activity.heads"), align: "right", render: (_, row) => figure(row.heads) },
        ]}
      />
    </Page>
  );
}
