/** The records behind one figure. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Alert, Drawer } from "antd";
import { exposuresQuery } from "@/exposure/api";
import { mark, t } from "@/i18n";
import { RecordLink } from "@/register/RecordLink";
import { PagedTable, rowsOfPages, useAllPages } from "@/ui/DataTable";
import { Empty } from "@/ui/State";
import { dayText, instantText, numberText } from "@/ui/time";
import { figureQuery, type FigureRecord, type Place, type SnapshotHead } from "./api";
import { cellText } from "./Figures";
import type { Opened } from "./opened";
import { isCorrected, ledgerBeside } from "./since";
import { useKeptScroll } from "./useOpened";

interface Props {
  place: Place;
  opened: Opened | null;
  /** The frozen table whose figure was opened: its records may have changed since. */
  frozen?: SnapshotHead;
  onClose: () => void;
  /** Once it is away. */
  closed: () => void;
}

export function RecordsDrawer({ place, opened, frozen, onClose, closed }: Props) {
  return (
    <Drawer
      open={opened !== null}
      onClose={onClose}
      afterOpenChange={(isOpen) => isOpen || closed()}
      size={720}
      destroyOnHidden
      title={opened === null ? "" : `${t("statistics.records")}${mark.colon}${opened.unitName} · ${opened.title} ${cellText(opened.figure.cell)}`}
    >
      {opened !== null && <Records place={{ ...place, unit: opened.unit }} opened={opened} frozen={frozen} />}
    </Drawer>
  );
}

function Records({ place, opened, frozen }: { place: Place; opened: Opened; frozen: SnapshotHead | undefined }) {
  const query = useInfiniteQuery(figureQuery(place, opened.indicator, opened.own));
  const baseUnit = query.data?.pages[0]?.unit ?? "";
  const hasCases = rowsOfPages(query).some(({ source_kind }) => source_kind === "exposure");
  const reported = useReported(place, hasCases);
  const inside = useKeptScroll(opened.key, query.isSuccess);
  return (
    <div ref={inside}>
      {frozen !== undefined && <OfToday frozen={frozen} figure={opened.figure} />}
      <NotTheSum opened={opened} isFrozen={frozen !== undefined} />
      <p className="soft">{t("statistics.counts_all")}</p>
      <PagedTable
        name="statistics.records"
        query={query}
        id={(row) => row.fact_id}
        empty={<Empty text={t("statistics.no_records")} help={t("statistics.no_records_help")} />}
        columns={[
          { title: t("common.day"), dataIndex: "day", render: (day: string) => dayText(day) },
          { title: t("common.unit"), dataIndex: "unit_name" },
          {
            title: t("statistics.record"),
            dataIndex: "title",
            render: (_: string, row) => <RecordLink of={row} />,
          },
          {
            title: baseUnit,
            dataIndex: "value",
            align: "right",
            render: (value: number) => numberText(value),
          },
          ...(reported === null
            ? []
            : [
                {
                  title: t("exposure.reported"),
                  render: (_: never, row: FigureRecord) => (row.source_kind === "exposure" ? t(reported.has(row.source_id) ? "common.yes" : "common.no") : "—"),
                },
              ]),
        ]}
      />
    </div>
  );
}

/** A frozen figure stays; what was counted for it then may have been corrected or withdrawn since. */
function OfToday({ frozen, figure: { cell } }: { frozen: SnapshotHead; figure: Opened["figure"] }) {
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 12 }}
      title={t("statistics.frozen_figure", { number: frozen.number, value: cellText(cell), at: instantText(frozen.frozen_at) })}
      description={t("statistics.frozen_records")}
    />
  );
}

/** Why the records below add up to another number than the one that was clicked. Of a frozen one it stands above that they are today's. */
function NotTheSum({ opened: { figure }, isFrozen }: { opened: Opened; isFrozen: boolean }) {
  const { cell } = figure;
  const ledger = ledgerBeside(figure);
  if (!isCorrected(cell) && ledger === null) return null;
  const [to, reason] = [cellText(cell), cell.reason ?? ""];
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="not-the-sum"
      style={{ marginBottom: 12 }}
      title={
        isCorrected(cell)
          ? t("statistics.corrected_to", { from: numberText(cell.live ?? cell.value), to, reason })
          : t("statistics.signed_unlike", { signed: to, live: numberText(ledger ?? 0) })
      }
      description={isFrozen ? null : t("statistics.records_of_now")}
    />
  );
}

/** A city has a handful of cases; beyond so many pages of them nothing is said rather than something wrong. */
const PAGES_MAX = 10;

/** The cases that went on to the province: what a duty counts of those that the table counts. */
function useReported({ campaign, unit }: Place, isWanted: boolean): ReadonlySet<string> | null {
  const query = useInfiniteQuery({ ...exposuresQuery({ campaign, unit, reported: "true" }), enabled: isWanted });
  useAllPages(query, PAGES_MAX);
  if (!isWanted || query.data === undefined || query.hasNextPage) return null;
  return new Set(rowsOfPages(query).map(({ id }) => id));
}
