/** Everything that the person's posts may see, in every state: for whoever asks how one thing stands, or one unit. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { WithCampaign } from "@/app/CampaignScope";
import { useMe } from "@/app/session";
import { t, word } from "@/i18n";
import { PagedTable, type Column } from "@/ui/DataTable";
import { FilterBar, FilterChoice, FilterDay, NothingFound } from "@/ui/Filters";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/State";
import { deadlineText, instantText, planWords } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { TitleLink } from "@/ui/TitleLink";
import { useFilters } from "@/ui/useFilters";
import { obligationsQuery, type ObligationRow } from "./api";
import { ReturnedLine } from "./Returned";
import { ObligationStateMark, PaperMark, STATES, SoftTag, countText, deadlineOf, itemTitle } from "./state";

const KINDS: ObligationRow["kind"][] = ["deliver", "quota", "coverage"];
const FILTERS = ["unit", "state", "kind", "due_from", "due_to"] as const;

export default function ObligationsPage() {
  return <WithCampaign>{({ id }) => <Obligations campaign={id} />}</WithCampaign>;
}

function Obligations({ campaign }: { campaign: string }) {
  const me = useMe();
  const { values, set, clear, isFiltered } = useFilters(FILTERS);
  const query = useInfiniteQuery(obligationsQuery({ campaign, ...values }, false));
  const words = (list: string, all: readonly string[]) => all.map((value) => ({ value, label: word(list, value) }));
  return (
    <Page title={t("menu.obligations")} help={["help.obligations", "help.figures"]} about={`${deadlineText(me.now)} · ${t("app.time_note")}`}>
      <FilterBar clear={clear} isFiltered={isFiltered}>
        <UnitSelect value={values.unit} onChange={(unit) => set({ unit })} />
        <FilterChoice label={t("common.state")} value={values.state} onChange={(state) => set({ state })} options={words("state", STATES)} />
        <FilterChoice label={t("common.kind")} value={values.kind} onChange={(kind) => set({ kind })} options={words("obligation_kind", KINDS)} />
        <FilterDay label={t("obligation.due_from")} value={values.due_from} onChange={(due_from) => set({ due_from })} />
        <FilterDay label={t("obligation.due_to")} value={values.due_to} onChange={(due_to) => set({ due_to })} />
      </FilterBar>
      <PagedTable<ObligationRow>
        name="menu.obligations"
        query={query}
        id={(row) => row.id}
        empty={
          <NothingFound isFiltered={isFiltered} clear={clear}>
            <Empty text={t("board.empty")} help={t("board.empty_help")} />
          </NothingFound>
        }
        columns={columns()}
      />
    </Page>
  );
}

function columns(): Column<ObligationRow>[] {
  return [
    { title: t("common.unit"), className: "narrow", render: (_, row) => row.unit.name },
    { title: t("obligation.item"), width: 220, render: (_, row) => <Item row={row} /> },
    { title: t("common.kind"), render: (_, row) => word("obligation_kind", row.kind) },
    { title: t("common.state"), render: (_, row) => <ObligationStateMark state={row.state} /> },
    { title: t("obligation.due"), render: (_, row) => <Deadline row={row} /> },
    { title: t("receipt.at"), render: (_, row) => <HandedIn row={row} /> },
    { title: t("paper.title"), render: (_, row) => (row.paper === "not_wanted" ? "—" : <PaperMark paper={row.paper} />) },
  ];
}

function Item({ row }: { row: ObligationRow }) {
  return (
    <>
      <TitleLink to={`/obligations/${row.id}`} text={itemTitle(row)} /> <SoftTag row={row} />
      {countText(row) !== null && <div className="soft">{countText(row)}</div>}
      {row.dropped_at != null && <div className="soft">{t("obligation.dropped_short")}</div>}
      <ReturnedLine because={row.returned_because} />
    </>
  );
}

/** A later version answers a return: its time may be past the deadline although the report was in time. */
function HandedIn({ row: { submitted_at, version, timing } }: { row: ObligationRow }) {
  if (submitted_at == null) return "—";
  return (
    <>
      <div>{instantText(submitted_at)}</div>
      {version > 1 && <div className="soft">{t("obligation.version_timing", { version, timing: word("timing", timing) })}</div>}
    </>
  );
}

function Deadline({ row }: { row: ObligationRow }) {
  return (
    <>
      <div>{deadlineText(deadlineOf(row))}</div>
      <div className="soft">{row.returned_until == null ? planWords(row.due_text) : t("obligation.returned_until")}</div>
    </>
  );
}
