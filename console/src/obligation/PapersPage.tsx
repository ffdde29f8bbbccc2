/** Sealed paper originals: what should be here and is not, and what came. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useMay } from "@/app/session";
import { useAsksPaper } from "@/app/useEntries";
import { WithAdopted } from "@/app/WithAdopted";
import { t } from "@/i18n";
import { PagedTable } from "@/ui/DataTable";
import { FilterBar, NothingFound } from "@/ui/Filters";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";
import { Empty, Loading } from "@/ui/State";
import { TitleLink } from "@/ui/TitleLink";
import { dayText, deadlineText } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { useFilters } from "@/ui/useFilters";
import { papersQuery, type PaperRow } from "./api";
import { ObligationStateMark, PaperMark, itemTitle } from "./state";

export default function PapersPage() {
  return <WithAdopted title={t("menu.papers")}>{({ id }) => <Asked campaign={id} />}</WithAdopted>;
}

/** Of whom no paper is ever asked is not told that none is missing: their menu does not have the page, and it is not theirs. */
function Asked({ campaign }: { campaign: string }) {
  const asks = useAsksPaper();
  if (asks === undefined) return <Loading />;
  if (asks) return <Papers campaign={campaign} />;
  return (
    <Page title={t("menu.papers")}>
      <Empty text={t("paper.not_asked")} help={t("paper.not_asked_help")} />
    </Page>
  );
}

function Papers({ campaign }: { campaign: string }) {
  const { values, set, clear, isFiltered } = useFilters(["unit", "all"] as const);
  const may = useMay();
  const missing = values.all === undefined;
  const query = useInfiniteQuery(papersQuery({ campaign, unit: values.unit }, missing));
  return (
    <Page
      title={t("menu.papers")}
      about={t("paper.about")}
      help="help.papers"
      tools={
        may("obligation.urge") && (
          <LinkButton to={`/urge?${new URLSearchParams({ ...(values.unit === undefined ? {} : { unit: values.unit }), state: "paper" })}`}>
            {t("menu.urge")}
          </LinkButton>
        )
      }
    >
      <FilterBar clear={clear} isFiltered={isFiltered}>
        <Segmented
          aria-label={t("common.state")}
          value={missing ? "missing" : "all"}
          onChange={(next) => set({ all: next === "all" ? "1" : undefined })}
          options={[
            { value: "missing", label: t("paper.only_missing") },
            { value: "all", label: t("common.all") },
          ]}
        />
        <UnitSelect value={values.unit} onChange={(unit) => set({ unit })} />
      </FilterBar>
      <PagedTable<PaperRow>
        name="menu.papers"
        query={query}
        id={(row) => row.obligation.id}
        empty={
          <NothingFound isFiltered={values.unit !== undefined} clear={clear}>
            <Empty text={t("paper.none_missing")} help={t("paper.none_missing_help")} />
          </NothingFound>
        }
        columns={[
          { title: t("common.unit"), render: (_, row) => row.obligation.unit.name },
          {
            title: t("obligation.item"),
            render: (_, { obligation }) => (
              <TitleLink to={`/obligations/${obligation.id}`} text={itemTitle(obligation)} />
            ),
          },
          { title: t("paper.title"), render: (_, row) => <PaperMark paper={row.obligation.paper} /> },
          { title: t("paper.electronic"), render: (_, row) => <ObligationStateMark state={row.obligation.state} /> },
          { title: t("obligation.due"), render: (_, row) => deadlineText(row.obligation.due_at) },
          {
            title: t("paper.received_on"),
            width: 200,
            render: (_, { received }) =>
              received == null ? (
                "—"
              ) : (
                <>
                  <div>{t("paper.came_short", { day: dayText(received.received_on), copies: received.copies })}</div>
                  {received.note !== "" && <div className="soft">{received.note}</div>}
                </>
              ),
          },
        ]}
      />
    </Page>
  );
}
