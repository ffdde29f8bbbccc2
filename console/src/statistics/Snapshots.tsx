/** Frozen tables: each has a number; a later correction makes a supplement. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { t, word } from "@/i18n";
import { DataTable } from "@/ui/DataTable";
import { Panel } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { instantText } from "@/ui/time";
import { useFilters } from "@/ui/useFilters";
import { snapshotsQuery, type SnapshotHead } from "./api";
import { Freeze, type Offer } from "./Freeze";
import { FROZEN, FrozenDrawer } from "./FrozenTable";

interface Props extends Offer {
  mayFreeze: boolean;
}

export function Snapshots({ mayFreeze, ...offer }: Props) {
  const { place } = offer;
  const { values, set } = useFilters(FROZEN);
  const setShown = (row: SnapshotHead) => set({ frozen: row.id, figure: undefined });
  const snapshots = useQuery(snapshotsQuery(place));
  const named = snapshots.data?.find(({ id }) => id === values.frozen);
  // One that is not in the list is another table's, which opens too, or not for this person's eyes, which is said there.
  const shown = named ?? (values.frozen === undefined || snapshots.data === undefined ? null : { id: values.frozen, number: "" });
  const isEmpty = snapshots.data?.length === 0;
  return (
    <Panel
      {...(isEmpty ? { className: "no-print" } : {})}
      title={t("statistics.snapshots")}
      extra={mayFreeze && snapshots.data !== undefined && <Freeze {...offer} last={snapshots.data[0] ?? null} />}
    >
      <Ready query={snapshots}>
        {(rows) => (
          <DataTable<SnapshotHead>
            label={t("statistics.snapshots")}
            rows={rows}
            id={(row) => row.id}
            empty={<Empty text={t("statistics.no_snapshots")} help={t("statistics.no_snapshots_help")} />}
            columns={[
              {
                title: t("statistics.number"),
                render: (_, row) => (
                  <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShown(row)}>
                    {row.number}
                  </Button>
                ),
              },
              { title: t("statistics.frozen_at"), render: (_, row) => instantText(row.frozen_at) },
              { title: t("common.person"), dataIndex: "frozen_by" },
              { title: t("statistics.basis"), render: (_, row) => word("basis", row.basis) },
              {
                title: t("statistics.supplements"),
                render: (_, row) => {
                  const first = rows.find(({ number }) => number === row.supplements);
                  if (first === undefined) return row.supplements ?? "—";
                  return (
                    <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setShown(first)}>
                      {first.number}
                    </Button>
                  );
                },
              },
              { title: t("common.reason"), render: (_, row) => row.reason ?? "—" },
              { title: t("statistics.digest"), className: "narrow", render: (_, row) => <span className="digest">{row.digest}</span> },
            ]}
          />
        )}
      </Ready>
      <FrozenDrawer shown={shown} campaign={place.campaign} close={() => set({ frozen: undefined, figure: undefined })} />
    </Panel>
  );
}
