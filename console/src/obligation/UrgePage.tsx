/** Who is late or about to be: everything that presses below the person's post, picked and urged together. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useMe } from "@/app/session";
import { WithAdopted } from "@/app/WithAdopted";
import { t, word } from "@/i18n";
import { unitTreeQuery } from "@/org/api";
import { isBelow } from "@/org/units";
import { PagedTable, rowsOfPages, type Column } from "@/ui/DataTable";
import { FilterBar, FilterChoice, NothingFound } from "@/ui/Filters";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/State";
import { TitleLink } from "@/ui/TitleLink";
import { deadlineText, distanceText } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { useFilters } from "@/ui/useFilters";
import { owedPapersQuery, pressingQuery, type ObligationRow } from "./api";
import { ObligationStateMark, PRESSING, PaperOwed, SoftTag, countText, deadlineOf, itemTitle, lacksOnlyPaper } from "./state";
import { lastText, Urge } from "./Urge";

/** Beside the states: handed in, but the sealed paper is owed. */
const PAPER = "paper";

export default function UrgePage() {
  return <WithAdopted title={t("menu.urge")}>{({ id }) => <Pressing campaign={id} />}</WithAdopted>;
}

function Pressing({ campaign }: { campaign: string }) {
  const me = useMe();
  const { values, set, clear, isFiltered } = useFilters(["unit", "state"] as const);
  const [picked, setPicked] = useState<string[]>([]);
  const isPaper = values.state === PAPER;
  const mayUrge = useMayUrge();
  const pressing = useInfiniteQuery({ ...pressingQuery({ campaign, ...values }), enabled: !isPaper });
  const papers = useInfiniteQuery({ ...owedPapersQuery({ campaign, unit: values.unit }, mayUrge), enabled: isPaper });
  const query = isPaper ? papers : pressing;
  const rows = rowsOfPages(query);
  // What was handed in meanwhile is no longer in the list, and with that no longer picked.
  const chosen = rows.filter(({ id }) => picked.includes(id));
  const pick = (id: string, on: boolean) =>
    setPicked((before) => (on ? [...before, id] : before.filter((other) => other !== id)));
  return (
    <Page title={t("menu.urge")} help="help.urge" about={`${deadlineText(me.now)} · ${t("app.time_note")}`}>
      <FilterBar clear={clear} isFiltered={isFiltered}>
        <UnitSelect value={values.unit} onChange={(unit) => set({ unit })} />
        <FilterChoice
          label={t("common.state")}
          value={values.state}
          onChange={(state) => set({ state })}
          options={[...PRESSING.map((value) => ({ value, label: word("state", value) })), { value: PAPER, label: t("urge.paper") }]}
        />
        {/* Adds to what is picked already: the words that are offered are true of all of them. */}
        {alike(rows).map(({ reason, ids }) => (
          <Button key={reason} onClick={() => setPicked((before) => [...new Set([...before, ...ids])])}>
            {t("urge.pick_state", { state: reason, count: ids.length })}
          </Button>
        ))}
        {chosen.length > 0 && <Button onClick={() => setPicked([])}>{t("urge.pick_none")}</Button>}
        <Urge rows={chosen} button={{ type: "primary" }} done={() => setPicked([])} />
      </FilterBar>
      <PagedTable<ObligationRow>
        name="menu.urge"
        query={query}
        id={(row) => row.id}
        empty={
          <NothingFound isFiltered={isFiltered} clear={clear}>
            <Empty {...(isPaper ? { text: t("paper.none_missing") } : { text: t("urge.empty"), help: t("urge.empty_help") })} />
          </NothingFound>
        }
        columns={columns(me.now, picked, pick)}
      />
    </Page>
  );
}

/** Who urges, urges those below: what a unit of the person's own posts owes is urged from a post above it, or by others. */
function useMayUrge(): (row: ObligationRow) => boolean {
  const own = useMe().posts.map(({ unit }) => unit.id);
  const units = useQuery(unitTreeQuery).data?.items ?? [];
  return ({ unit }) => !own.includes(unit.id) || isBelow(units, unit.id, own);
}

/** What may be urged with the same words: of one state, and apart from these what is handed in but for its paper. */
function alike(rows: ObligationRow[]): { reason: string; ids: string[] }[] {
  const idsOf = (isIn: (row: ObligationRow) => boolean) => rows.filter(isIn).map(({ id }) => id);
  return [
    ...PRESSING.map((state) => ({ reason: word("state", state), ids: idsOf((row) => row.state === state) })),
    { reason: t("urge.paper"), ids: idsOf(lacksOnlyPaper) },
  ].filter(({ ids }) => ids.length > 0);
}

function columns(now: string, picked: string[], pick: (id: string, on: boolean) => void): Column<ObligationRow>[] {
  return [
    {
      title: t("urge.pick"),
      isTool: true,
      render: (_, row) => (
        <Checkbox
          aria-label={`${row.unit.name} ${itemTitle(row)}`}
          checked={picked.includes(row.id)}
          onChange={(event) => pick(row.id, event.target.checked)}
        />
      ),
    },
    { title: t("common.unit"), render: (_, row) => row.unit.name },
    {
      title: t("obligation.item"),
      width: 220,
      render: (_, row) => (
        <>
          <TitleLink to={`/obligations/${row.id}`} text={itemTitle(row)} /> <SoftTag row={row} />
          {countText(row) !== null && <div className="soft">{countText(row)}</div>}
        </>
      ),
    },
    {
      title: t("common.state"),
      render: (_, row) => (
        <>
          <ObligationStateMark state={row.state} />
          <div>
            <PaperOwed row={row} />
          </div>
        </>
      ),
    },
    {
      title: t("obligation.due"),
      render: (_, row) => (
        <>
          <div>{deadlineText(deadlineOf(row))}</div>
          <div className="soft">{distanceText(deadlineOf(row), now)}</div>
        </>
      ),
    },
    { title: t("urge.before"), width: 220, render: (_, row) => <Before row={row} /> },
  ];
}

function Before({ row }: { row: ObligationRow }) {
  if (row.urged == null) return <span className="soft">{lastText(row)}</span>;
  return (
    <>
      <div>{lastText(row)}</div>
      <div className="soft">{row.urged.last.message}</div>
    </>
  );
}
