/** The one table: rows become cards on a telephone, says how much is shown, loads the next page on demand. */
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Button, Grid, Table, type TableColumnsType, type TableProps } from "antd";
import { Fragment, type ReactNode } from "react";
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
  /** What a row shows when it is opened. */
  detail?: (row: T) => ReactNode;
  label: string;
}

export function DataTable<T extends object>({ rows, columns, id, loading = false, empty, selection, detail, label }: Props<T>) {
  const wide = Grid.useBreakpoint().md ?? true;
  const asCards = !wide && columns.length > 1;
  return (
    <Table<T>
      aria-label={label}
      size="small"
      bordered
      rowKey={id}
      columns={asCards ? [{ key: "card", render: (_, row, index) => <Card row={row} index={index} columns={columns} /> }] : columns}
      showHeader={!asCards}
      dataSource={rows}
      loading={loading}
      pagination={false}
      scroll={columns.length > 1 && !asCards ? { x: "max-content" } : {}}
      locale={{ emptyText: empty ?? <Empty /> }}
      {...(selection === undefined ? {} : { rowSelection: selection })}
      {...(detail === undefined ? {} : { expandable: { expandedRowRender: detail } })}
    />
  );
}

/** What the columns of a row say when there is nothing to say. */
const NOTHING: unknown[] = [null, undefined, false, "", "—"];

/** A row on a telephone: the title of each column beside what the column shows, if it shows anything. */
function Card<T extends object>({ row, index, columns }: { row: T; index: number; columns: TableColumnsType<T> }) {
  return (
    <dl className="row-card">
      {columns.map((column, at) => {
        const value: unknown = "dataIndex" in column ? row[column.dataIndex as keyof T] : undefined;
        const shown = (column.render?.(value, row, index) ?? value) as ReactNode;
        if (NOTHING.includes(shown)) return null;
        return (
          <Fragment key={at}>
            <dt>{column.title as ReactNode}</dt>
            <dd>{shown}</dd>
          </Fragment>
        );
      })}
    </dl>
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
