/** What every long list offers: which columns it shows, and what it shows as a file. */
import { Button } from "antd";
import { useEffect, useState, type RefObject } from "react";
import { t, type TextKey } from "@/i18n";
import { csvOf, save, shownCells } from "./csv";
import type { Column, Pages } from "./DataTable";
import { Dialog } from "./Dialog";
import { keep, recalled } from "./kept";
import { useMessages } from "./messages";

/** Where there are fewer, none can be spared. */
const COLUMNS_MIN = 4;

/**
 * The places of hidden columns, kept in this browser. A table whose number of columns has changed since is shown whole,
 * rather than without a column that nobody hid.
 */
export function hiddenOf(kept: unknown, count: number): number[] {
  const { of, hidden } = (kept ?? {}) as { of?: unknown; hidden?: unknown };
  if (of !== count || !Array.isArray(hidden)) return [];
  const places = hidden.filter((at): at is number => Number.isInteger(at) && at >= 0 && at < count);
  return places.length < count ? places : [];
}

export function useHidden(list: TextKey, count: number) {
  const name = `columns.${list}`;
  const [hidden, setHidden] = useState(() => recalled(name, (kept) => hiddenOf(kept, count)));
  const change = (next: number[]) => {
    setHidden(next);
    keep(name, { of: count, hidden: next });
  };
  return { hidden, change };
}

export function ColumnChoice<T>({ columns, hidden, change }: {
  columns: Column<T>[];
  hidden: number[];
  change: (hidden: number[]) => void;
}) {
  const [open, setOpen] = useState(false);
  if (columns.length < COLUMNS_MIN) return null;
  const shown = columns.length - hidden.length;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} aria-haspopup="dialog">
        {hidden.length === 0 ? t("table.columns") : t("table.columns_some", { shown, count: columns.length })}
      </Button>
      <Dialog
        open={open}
        title={t("table.columns")}
        onClose={() => setOpen(false)}
        footer={
          <>
            <Button disabled={hidden.length === 0} onClick={() => change([])}>
              {t("table.columns_all")}
            </Button>
            <Button type="primary" onClick={() => setOpen(false)}>
              {t("common.ok")}
            </Button>
          </>
        }
      >
        <p className="soft">{t("table.columns_about")}</p>
        <div className="choices">
          {columns.map((column, at) => column.isTool !== true && (
            // The browser's own, because every first page has a list and the library's would come along with it.
            <label key={at} className="choice">
              <input
                type="checkbox"
                checked={!hidden.includes(at)}
                disabled={shown === 1 && !hidden.includes(at)}
                onChange={(event) => change(event.target.checked ? hidden.filter((one) => one !== at) : [...hidden, at])}
              />
              {column.title}
            </label>
          ))}
        </div>
      </Dialog>
    </>
  );
}

/** A browser holds no more than this comfortably; the server's own exports have no such end. */
const ROWS_MAX = 5_000;

function countOf<T>({ data }: Pages<T>): number {
  return data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
}

/** Reads the remaining pages, then saves what the table shows. */
export function ExportShown<T extends object>({ query, table, columns, label }: {
  query: Pages<T>;
  table: RefObject<HTMLElement | null>;
  columns: Column<T>[];
  label: string;
}) {
  const [isBusy, setBusy] = useState(false);
  /** So many rows were read; the file is made when they are drawn. */
  const [read, setRead] = useState<number | null>(null);
  const message = useMessages();
  const drawn = countOf(query);
  const { hasNextPage } = query;
  useEffect(() => {
    if (read === null || drawn < read || table.current === null) return;
    setRead(null);
    setBusy(false);
    const places = columns.flatMap(({ isTool }, at) => (isTool === true ? [] : [at]));
    const titles = places.map((at) => columns[at]?.title ?? "");
    save(`${label}.csv`, csvOf([titles, ...shownCells(table.current, places)]));
    if (hasNextPage) message.warning(t("table.export_cut", { count: read }));
    else message.success(t("table.exported", { count: read }));
  }, [read, drawn, hasNextPage, table, columns, label, message]);
  const begin = async () => {
    setBusy(true);
    let known: Pages<T> = query;
    while (known.hasNextPage && countOf(known) < ROWS_MAX) {
      known = await query.fetchNextPage();
      if (known.isError) {
        setBusy(false);
        return message.error(t("table.export_failed"));
      }
    }
    setRead(countOf(known));
  };
  return (
    <Button size="small" loading={isBusy} onClick={() => void begin()}>
      {t("table.export")}
    </Button>
  );
}
