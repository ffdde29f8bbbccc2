/** The one table: scrolls sideways on small screens, says how much is shown, loads the next page on demand. */
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Button, Table, type TableColumnsType, type TableProps } from "antd";
import type { ReactNode } from "react";
import { asProblem } from "@/api/problem";
import { t } from "@/i18n";
import { Empty, Problematic } from "./State";

export interface Paged<T> {
  items: T[];
  next?: string | null;
}

interface Props<T> {
  rows: T[];
  columns: TableColumnsType<T>;
  /** What makes a row itself. */
  id: (row: T) => string;
  loading?: boolean;
  empty?: ReactNode;
  selection?: TableProps<T>["rowSelection"];
  label: string;
}

export function DataTable<T extends object>({ rows, columns, id, loading = false, empty, selection, label }: Props<T>) {
  return (
    <Table<T>
      aria-label={label}
      size="small"
      bordered
      rowKey={id}
      columns={columns}
      dataSource={rows}
      loading={loading}
      pagination={false}
      scroll={columns.length > 1 ? { x: "max-content" } : {}}
      locale={{ emptyText: empty ?? <Empty /> }}
      {...(selection === undefined ? {} : { rowSelection: selection })}
    />
  );
}

type Pages<T> = UseInfiniteQueryResult<InfiniteData<Paged<T>>>;

/** The rows of all pages that were read so far. */
export function rowsOfPages<T>(query: Pages<T>): T[] {
  return query.data?.pages.flatMap((page) => page.items) ?? [];
}

/** A table over a list that the server gives in pages. */
export function PagedTable<T extends object>({ query, ...rest }: { query: Pages<T> } & Omit<Props<T>, "rows" | "loading">) {
  if (query.isError) return <Problematic problem={asProblem(query.error)} retry={() => void query.refetch()} />;
  const rows = rowsOfPages(query);
  return (
    <>
      <DataTable rows={rows} loading={query.isPending} {...rest} />
      {!query.isPending && (
        <div style={{ display: "flex", gap: 12, alignItems: "center", padding: "8px 0" }} className="soft">
          <span>{t(query.hasNextPage ? "common.some_shown" : "common.all_shown", { count: rows.length })}</span>
          {query.hasNextPage && (
            <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t("common.more")}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** What every paged list shares: the next page is asked for by the cursor of the last. */
export const byCursor = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next?: string | null }) => page.next ?? undefined,
};
