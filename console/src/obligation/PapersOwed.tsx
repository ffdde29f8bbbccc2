/** Below the to-do list: what was handed in electronically and still has to be sent on paper, and why it came back. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { t } from "@/i18n";
import { DataTable, rowsOfPages, useAllPages, type Column } from "@/ui/DataTable";
import { TitleLink } from "@/ui/TitleLink";
import { dayText, deadlineText } from "@/ui/time";
import { MINE_PAGES_MAX, papersQuery, type PaperRow } from "./api";
import { TO_DO, ObligationStateMark, PaperMark, deadlineOf, itemTitle } from "./state";
import { UrgedLine } from "./Urged";

export function PapersOwed({ campaign }: { campaign: string }) {
  const query = useInfiniteQuery(papersQuery({ campaign }, true, true));
  useAllPages(query, MINE_PAGES_MAX);
  // What is not handed in yet stands above, with its paper.
  const rows = rowsOfPages(query).filter(({ obligation }) => !TO_DO.includes(obligation.state));
  if (rows.length === 0) return null;
  return (
    <>
      <h2>{t("todo.papers")}</h2>
      <p className="soft">{t("todo.papers_about")}</p>
      <DataTable<PaperRow> label={t("todo.papers")} rows={rows} id={(row) => row.obligation.id} columns={columns()} />
    </>
  );
}

const columns = (): Column<PaperRow>[] => [
  { title: t("obligation.item"), render: (_, { obligation }) => <Item obligation={obligation} /> },
  { title: t("paper.title"), render: (_, row) => <Standing row={row} /> },
  { title: t("paper.electronic"), render: (_, { obligation }) => <ObligationStateMark state={obligation.state} /> },
  { title: t("obligation.due"), render: (_, { obligation }) => deadlineText(deadlineOf(obligation)) },
];

function Item({ obligation }: { obligation: PaperRow["obligation"] }) {
  return (
    <>
      <TitleLink to={`/obligations/${obligation.id}`} text={itemTitle(obligation)} />
      <div className="soft">{obligation.unit.name}</div>
      <UrgedLine urged={obligation.urged} />
    </>
  );
}

function Standing({ row: { obligation, received } }: { row: PaperRow }) {
  return (
    <>
      <PaperMark paper={obligation.paper} />
      {received != null && (
        <div className="soft">
          {t("paper.came_short", { day: dayText(received.received_on), copies: received.copies })}
          {received.note !== "" && <div>{received.note}</div>}
        </div>
      )}
    </>
  );
}
