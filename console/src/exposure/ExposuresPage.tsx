/** The register of exposed cases. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { WithCampaign } from "@/app/CampaignScope";
import { useMay } from "@/app/session";
import { t, word } from "@/i18n";
import { NewRecord } from "@/register/NewRecord";
import { StateCell, YoursCheck, useAllYours } from "@/register/Yours";
import { PagedTable, type Column } from "@/ui/DataTable";
import { ExportLinks, queryOf } from "@/ui/ExportLinks";
import { FilterBar, FilterChoice, FilterDay, FilterText, NothingFound } from "@/ui/Filters";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/State";
import { dayText } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { TitleLink } from "@/ui/TitleLink";
import { useFilters } from "@/ui/useFilters";
import { createExposure, exposuresQuery, type ExposureItem } from "./api";
import { KINDS, MEDIA } from "./kit";

const STATES = ["draft", "submitted", "returned", "confirmed", "withdrawn"] as const;
const FILTERS = ["unit", "kind", "state", "may_decide", "media_class", "reported", "from", "to", "q"] as const;

export default function ExposuresPage() {
  return <WithCampaign>{({ id }) => <Exposures campaign={id} />}</WithCampaign>;
}

function Exposures({ campaign }: { campaign: string }) {
  const may = useMay();
  const { values, set, clear, isFiltered } = useFilters(FILTERS);
  const query = useInfiniteQuery(exposuresQuery({ campaign, ...values }));
  useAllYours(query, values.may_decide);
  const words = (list: string, all: readonly string[]) => all.map((value) => ({ value, label: word(list, value) }));
  return (
    <Page
      help="help.exposures"
      title={t("menu.exposures")}
      about={t("exposure.about")}
      tools={
        <>
          {may("exposure.record") && (
            <NewRecord
              name="exposures"
              title={t("exposure.new")}
              create={(unit, _, keyed) => createExposure(campaign, unit, keyed)}
            />
          )}
          <ExportLinks address={(form) => `/api/exposures/export/${form}?${queryOf({ campaign, ...values })}`} />
        </>
      }
    >
      <FilterBar clear={clear} isFiltered={isFiltered}>
        <UnitSelect value={values.unit} onChange={(unit) => set({ unit })} />
        <FilterChoice label={t("exposure.kind")} value={values.kind} onChange={(kind) => set({ kind })} options={words("exposure_kind", KINDS)} />
        <FilterChoice label={t("common.state")} value={values.state} onChange={(state) => set({ state })} options={words("record_state", STATES)} />
        <YoursCheck action="exposure.confirm" value={values.may_decide} onChange={(may_decide) => set({ may_decide })} />
        <FilterChoice label={t("exposure.media_class")} value={values.media_class} onChange={(media_class) => set({ media_class })} options={words("media", MEDIA)} />
        <FilterChoice
          label={t("exposure.reported")}
          value={values.reported}
          onChange={(reported) => set({ reported })}
          options={[
            { value: "true", label: t("exposure.reported") },
            { value: "false", label: t("exposure.not_reported") },
          ]}
        />
        <FilterDay label={t("common.from_day")} value={values.from} onChange={(from) => set({ from })} />
        <FilterDay label={t("common.to_day")} value={values.to} onChange={(to) => set({ to })} />
        <FilterText label={t("common.search")} value={values.q} onChange={(q) => set({ q })} />
      </FilterBar>
      <PagedTable<ExposureItem>
        name="menu.exposures"
        query={query}
        id={(row) => row.id}
        empty={
          <NothingFound isFiltered={isFiltered} clear={clear}>
            <Empty text={t("exposure.empty")} help={t(may("exposure.record") ? "exposure.empty_help" : "exposure.empty_read")} />
          </NothingFound>
        }
        columns={columns()}
      />
    </Page>
  );
}

function columns(): Column<ExposureItem>[] {
  return [
    { title: t("exposure.published_on"), render: (_, row) => dayText(row.published_on) },
    { title: t("common.unit"), dataIndex: "unit_name" },
    {
      title: t("exposure.title"),
      render: (_, row) => <TitleLink to={`/exposures/${row.id}`} text={row.title === "" ? t("exposure.untitled") : row.title} />,
    },
    { title: t("common.state"), render: (_, row) => <StateCell row={row} /> },
    { title: t("register.counts"), render: (_, row) => t(row.counts ? "common.yes" : "common.no") },
    { title: t("exposure.kind"), render: (_, row) => (row.kind == null ? "—" : word("exposure_kind", row.kind)) },
    {
      title: t("exposure.media_name"),
      render: (_, row) => [row.media_class == null ? "" : word("media", row.media_class), row.media_name].filter(Boolean).join(" · ") || "—",
    },
    { title: t("exposure.reported"), render: (_, row) => t(row.reported ? "common.yes" : "common.no") },
  ];
}
