/** A frozen table by its number: what was signed, opened where it is named. */
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { t } from "@/i18n";
import { ExportLinks, queryOf } from "@/ui/ExportLinks";
import { Ready } from "@/ui/State";
import { snapshotQuery } from "./api";
import { Figures } from "./Figures";

export function Frozen({ id }: { id: string }) {
  const snapshot = useQuery(snapshotQuery(id));
  return <Ready query={snapshot}>{({ table }) => <Figures view={table} />}</Ready>;
}

export function FrozenDrawer({ shown, close }: { shown: { id: string; number: string } | null; close: () => void }) {
  return (
    <Drawer
      open={shown !== null}
      onClose={close}
      size="large"
      destroyOnHidden
      title={t("statistics.snapshot_title", { number: shown?.number ?? "" })}
      extra={shown !== null && <ExportLinks address={(form) => `/api/snapshots/${shown.id}/export?${queryOf({ form })}`} />}
    >
      {shown !== null && <Frozen id={shown.id} />}
    </Drawer>
  );
}

export default function FrozenTable({ id, number }: { id: string; number: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(true)}>
        {t("statistics.open_frozen", { number })}
      </Button>
      <FrozenDrawer shown={open ? { id, number } : null} close={() => setOpen(false)} />
    </>
  );
}
