/** A frozen table by its number: what was signed, opened where it is named. */
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useMemo, useState } from "react";
import { t } from "@/i18n";
import { ExportLinks, queryOf } from "@/ui/ExportLinks";
import { Ready } from "@/ui/State";
import { snapshotQuery, tableQuery, type TableView } from "./api";
import { Figures } from "./Figures";
import { movedSince, signedOtherwise } from "./since";

interface Shown {
  id: string;
  number: string;
}

function Frozen({ id, campaign }: { id: string; campaign: string }) {
  const snapshot = useQuery(snapshotQuery(id));
  return <Ready query={snapshot}>{({ table }) => <Beside table={table} campaign={campaign} />}</Ready>;
}

/** The frozen figures, with those of the records where they are others. */
function Beside({ table, campaign }: { table: TableView; campaign: string }) {
  const now = useQuery(tableQuery({ campaign, table: table.head.key, unit: table.unit_id }, "live")).data;
  const moved = useMemo(() => (now === undefined ? undefined : movedSince(table, now)), [table, now]);
  const others = signedOtherwise(table);
  return (
    <>
      {others > 0 && <p>{t("statistics.signed_otherwise", { count: others })}</p>}
      {moved !== undefined && <p>{t(moved.size > 0 ? "statistics.moved_since" : "statistics.unmoved_since", { count: moved.size })}</p>}
      <Figures view={table} moved={moved} />
    </>
  );
}

export function FrozenDrawer({ shown, campaign, close }: { shown: Shown | null; campaign: string; close: () => void }) {
  return (
    <Drawer
      open={shown !== null}
      onClose={close}
      size={1080}
      destroyOnHidden
      title={t("statistics.snapshot_title", { number: shown?.number ?? "" })}
      extra={
        shown !== null && (
          <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
            <ExportLinks address={(form) => `/api/snapshots/${shown.id}/export?${queryOf({ form })}`} />
          </div>
        )
      }
    >
      {shown !== null && <Frozen id={shown.id} campaign={campaign} />}
    </Drawer>
  );
}

export default function FrozenTable({ id, number, campaign }: Shown & { campaign: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(true)}>
        {t("statistics.open_frozen", { number })}
      </Button>
      <FrozenDrawer shown={open ? { id, number } : null} campaign={campaign} close={() => setOpen(false)} />
    </>
  );
}
