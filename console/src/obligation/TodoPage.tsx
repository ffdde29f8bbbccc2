/** What the person's own posts still have to do, by deadline. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMe } from "@/app/session";
import { WithAdopted } from "@/app/WithAdopted";
import { t } from "@/i18n";
import { returnedQuery } from "@/register/returned";
import { PagedTable, useAllPages, type Column } from "@/ui/DataTable";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { TitleLink } from "@/ui/TitleLink";
import { deadlineText, distanceText, instantText, line, planWords } from "@/ui/time";
import { Awaiting } from "./Awaiting";
import { MINE_PAGES_MAX, obligationsQuery, type ObligationRow } from "./api";
import { NothingDue } from "./NothingDue";
import { ObligationStateMark, PaperMark, SoftTag, countText, deadlineOf, itemTitle, owesPaper } from "./state";
import { PapersOwed } from "./PapersOwed";
import { ReturnedLine } from "./Returned";
import { ReturnedRecords } from "./ReturnedRecords";
import { UrgedLine } from "./Urged";

export default function TodoPage() {
  return <WithAdopted title={t("menu.todo")}>{({ id }) => <Todo campaign={id} />}</WithAdopted>;
}

function Todo({ campaign }: { campaign: string }) {
  const me = useMe();
  const query = useInfiniteQuery(obligationsQuery({ campaign }, true));
  useAllPages(query, MINE_PAGES_MAX);
  const returned = useQuery(returnedQuery(campaign, me));
  return (
    <Page title={t("menu.todo")} help="help.todo" about={`${deadlineText(me.now)} · ${t("app.time_note")}`}>
      <ReturnedRecords records={returned.data ?? []} />
      <PagedTable<ObligationRow>
        name="menu.todo"
        query={query}
        id={(row) => row.id}
        // The server's order is that of the plan; what was returned has a deadline of its own.
        order={(one, other) => deadlineOf(one).localeCompare(deadlineOf(other))}
        empty={
          // That all is done is said only once it is known that nothing has come back.
          <Ready query={returned}>
            {(records) => (records.length > 0 ? <Empty text={t("todo.none_due")} /> : <NothingDue campaign={campaign} />)}
          </Ready>
        }
        columns={columns(me.now)}
      />
      <PapersOwed campaign={campaign} />
    </Page>
  );
}

function columns(now: string): Column<ObligationRow>[] {
  return [
    { title: t("obligation.item"), render: (_, row) => <Item row={row} /> },
    { title: t("common.state"), render: (_, row) => <Standing row={row} /> },
    { title: t("obligation.due"), render: (_, row) => <Deadline row={row} now={now} /> },
    { title: t("common.actions"), render: (_, row) => <NextStep row={row} /> },
  ];
}

function Standing({ row }: { row: ObligationRow }) {
  return (
    <div>
      <ObligationStateMark state={row.state} />
      {countText(row) !== null && <div className="soft">{countText(row)}</div>}
      {row.kind !== "deliver" && <Awaiting row={row} />}
      {owesPaper(row) && (
        <div>
          {t("paper.title")} <PaperMark paper={row.paper} small />
        </div>
      )}
    </div>
  );
}

function Deadline({ row, now }: { row: ObligationRow; now: string }) {
  return (
    <>
      <div>{deadlineText(deadlineOf(row))}</div>
      <div className="soft">
        {line(
          row.returned_until == null ? planWords(row.due_text) : t("obligation.returned_until"),
          distanceText(deadlineOf(row), now),
        )}
      </div>
    </>
  );
}

function Item({ row }: { row: ObligationRow }) {
  return (
    <>
      <TitleLink to={`/obligations/${row.id}`} text={itemTitle(row)} />{" "}
      <SoftTag row={row} />
      <div className="soft">{row.unit.name}</div>
      {row.draft_saved_at != null && (
        <div className="soft">{t("todo.draft", { at: instantText(row.draft_saved_at) })}</div>
      )}
      <ReturnedLine because={row.returned_because} />
      <UrgedLine urged={row.urged} />
    </>
  );
}

/** One click from the line to doing it. */
function NextStep({ row }: { row: ObligationRow }) {
  if (row.kind !== "deliver") {
    return (
      <LinkButton size="small" to={`/obligations/${row.id}`}>
        {t("todo.see_missing")}
      </LinkButton>
    );
  }
  return (
    <LinkButton size="small" type="primary" to={`/obligations/${row.id}/report`}>
      {t(row.state === "returned" ? "todo.correct" : row.draft_saved_at == null ? "todo.report" : "todo.go_on")}
    </LinkButton>
  );
}
