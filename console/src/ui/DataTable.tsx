/**
 * The one table: a plain HTML table, so that screen readers, the printer and the find function of the browser know what
 * it is. Rows become cards on a telephone and in elder mode; the next page is loaded on demand.
 */
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Button } from "antd";
import { Fragment, useEffect, useRef, useState, type Key, type ReactNode, type RefObject } from "react";
import { asProblem } from "@/api/problem";
import { t, type TextKey } from "@/i18n";
import { Empty, Loading, Problematic } from "./State";
import { useAsCards } from "./screen";
import { ColumnChoice, ExportShown, useHidden } from "./TableTools";
import { WideTable } from "./WideTable";

export interface Paged<T> {
  items: T[];
  next?: string | null;
}

export interface Column<T> {
  title: string;
  /** The field that is shown as it is, or handed to `render`. */
  dataIndex?: keyof T;
  // Method syntax on purpose: a column that names its field may expect that field's type.
  render?(value: never, row: T, index: number): ReactNode;
  align?: "right";
  width?: number;
  className?: string;
  /** Something to press and nothing to read: always there, and not part of what is saved. */
  isTool?: boolean;
}

interface Props<T> {
  rows: T[];
  columns: Column<T>[];
  /** What makes a row itself. */
  id: (row: T) => string;
  loading?: boolean;
  empty?: ReactNode;
  /** What a row shows when it is opened. */
  detail?: (row: T) => ReactNode;
  label: string;
  table?: RefObject<HTMLTableElement | null>;
}

/** What a cell says when there is nothing to say. */
const NOTHING: unknown[] = [null, undefined, false, "", "—"];

function shown<T>(column: Column<T>, row: T, index: number): ReactNode {
  const value = column.dataIndex === undefined ? undefined : row[column.dataIndex];
  return column.render === undefined ? (value as ReactNode) : column.render(value as never, row, index);
}

export function DataTable<T extends object>({ rows, columns, id, loading = false, empty, detail, label, table }: Props<T>) {
  const asCards = useAsCards() && columns.length > 1;
  if (loading) return <Loading />;
  if (rows.length === 0) return <div className="table-frame">{empty ?? <Empty />}</div>;
  return (
    <WideTable label={label} className="table-frame">
      <table ref={table} className="data-table" aria-label={label}>
        {!asCards && (
          <thead>
            <tr>
              {detail !== undefined && (
                <th scope="col">
                  <span className="unseen">{t("common.detail")}</span>
                </th>
              )}
              {columns.map((column, at) => (
                <th key={at} scope="col" className={classOf(column)} style={{ minWidth: column.width }}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, index) => (
            <Row key={id(row)} row={row} index={index} columns={columns} detail={detail} asCards={asCards} />
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}

/** A column that says how wide it wants to be holds sentences, which may wrap. */
function classOf<T>({ align, className, width }: Column<T>): string | undefined {
  const names = [align === "right" ? "figure" : "", width === undefined ? "" : "wrap", className ?? ""].filter((name) => name !== "");
  return names.length === 0 ? undefined : names.join(" ");
}

interface RowProps<T> {
  row: T;
  index: number;
  columns: Column<T>[];
  detail: ((row: T) => ReactNode) | undefined;
  asCards: boolean;
}

function Row<T extends object>({ row, index, columns, detail, asCards }: RowProps<T>) {
  const [open, setOpen] = useState(false);
  const toggle = detail !== undefined && (
    <button type="button" className="plain-button" aria-expanded={open} onClick={() => setOpen(!open)}>
      <span aria-hidden="true">{open ? "▾" : "▸"}</span>
      <span className={asCards ? undefined : "unseen"}> {t("common.detail")}</span>
    </button>
  );
  return (
    <>
      <tr data-row={index}>
        {asCards ? (
          <td className="wrap">
            <Card row={row} index={index} columns={columns} />
            {toggle}
          </td>
        ) : (
          <>
            {detail !== undefined && <td>{toggle}</td>}
            {columns.map((column, at) => (
              <td key={at} data-column={at} className={classOf(column)}>
                {shown(column, row, index)}
              </td>
            ))}
          </>
        )}
      </tr>
      {open && detail !== undefined && (
        <tr>
          <td colSpan={asCards ? 1 : columns.length + 1}>{detail(row)}</td>
        </tr>
      )}
    </>
  );
}

/** A row on a telephone: the title of each column beside what the column shows, if it shows anything. */
function Card<T extends object>({ row, index, columns }: { row: T; index: number; columns: Column<T>[] }) {
  return (
    <dl className="row-card">
      {columns.map((column, at) => {
        const content = shown(column, row, index);
        if (NOTHING.includes(content)) return null;
        return (
          <Fragment key={at as Key}>
            <dt>{column.title}</dt>
            <dd data-column={at}>{content}</dd>
          </Fragment>
        );
      })}
    </dl>
  );
}

export type Pages<T> = UseInfiniteQueryResult<InfiniteData<Paged<T>>>;

/** The rows of all pages that were read so far. */
export function rowsOfPages<T>(query: Pages<T>): T[] {
  return query.data?.pages.flatMap((page) => page.items) ?? [];
}

/** Reads on until the list is whole, or so many pages of it: an order of the page's own needs all of it. */
export function useAllPages<T>(query: Pages<T>, pagesMax: number): void {
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  const goesOn = hasNextPage && !isFetching && !isFetchNextPageError && (data?.pages.length ?? 0) < pagesMax;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
}

type PagedProps<T extends object> = {
  /** What the list is called. The choice of its columns is kept under the key, which is the same in every language. */
  name: TextKey;
  query: Pages<T>;
  /** Among the rows that are there, where it is not the order of the server. */
  order?: (one: T, other: T) => number;
} & Omit<Props<T>, "rows" | "loading" | "table" | "label">;

/** A table over a list that the server gives in pages, with the tools that every list has. */
export function PagedTable<T extends object>({ name, query, columns, order, ...rest }: PagedProps<T>) {
  const table = useRef<HTMLTableElement>(null);
  const { hidden, change } = useHidden(name, columns.length);
  if (query.isError && query.data === undefined) {
    return <Problematic problem={asProblem(query.error)} retry={() => void query.refetch()} />;
  }
  const rows = order === undefined ? rowsOfPages(query) : rowsOfPages(query).sort(order);
  const shown = columns.filter((_, at) => !hidden.includes(at));
  return (
    <>
      {rows.length > 0 && (
        <div className="table-tools no-print">
          <ColumnChoice columns={columns} hidden={hidden} change={change} />
          <ExportShown query={query} table={table} columns={shown} label={t(name)} />
        </div>
      )}
      {/* A page may come without rows while others follow: the list is empty only when it is whole. */}
      {(rows.length > 0 || !query.hasNextPage || query.isFetchingNextPage) && (
        <DataTable
          table={table}
          label={t(name)}
          rows={rows}
          loading={query.isPending || (rows.length === 0 && query.isFetchingNextPage)}
          columns={shown}
          {...rest}
        />
      )}
      {!query.isPending && (rows.length > 0 || query.hasNextPage) && (
        <div style={{ display: "flex", gap: 12, alignItems: "center", padding: "8px 0" }} className="soft" aria-live="polite">
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
