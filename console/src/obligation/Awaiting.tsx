/** On the line of a quota or a coverage: what has been handed in for it and waits for somebody's decision. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { activitiesQuery } from "@/activity/api";
import { exposuresQuery } from "@/exposure/api";
import { t } from "@/i18n";
import { RECORD_PAGES } from "@/register/RecordLink";
import { rowsOfPages, useAllPages } from "@/ui/DataTable";
import { obligationQuery, type ObligationRow } from "./api";
import { awaiting } from "./awaiting";

/** So many are asked for at once; with more than a few pages of them a city has other worries than this line. */
const PAGE = "200";
const PAGES_MAX = 3;

export function Awaiting({ row }: { row: ObligationRow }) {
  const count = useQuery(obligationQuery(row.id)).data?.count;
  const nearly = count?.nearly ?? [];
  const isOf = (register: string) => nearly.length > 0 && count?.register === register;
  const where = { campaign: row.campaign_id, unit: row.unit.id, state: "submitted", limit: PAGE };
  const activities = useInfiniteQuery({ ...activitiesQuery(where), enabled: isOf("activity") });
  const exposures = useInfiniteQuery({ ...exposuresQuery(where), enabled: isOf("exposure") });
  useAllPages(activities, PAGES_MAX);
  useAllPages(exposures, PAGES_MAX);
  const submitted = new Set([...rowsOfPages(activities), ...rowsOfPages(exposures)].map(({ id }) => id));
  const [first, ...more] = awaiting(nearly, submitted);
  if (first === undefined) return null;
  const page = RECORD_PAGES[first.source_kind];
  // One record opens itself; several stand together, with what each lacks, on the page of the obligation.
  const to = more.length > 0 || page === undefined ? `/obligations/${row.id}` : `${page}/${first.source_id}`;
  return (
    <div data-testid="awaiting">
      <Link to={to}>{t("todo.awaiting", { count: more.length + 1 })}</Link>
    </div>
  );
}
