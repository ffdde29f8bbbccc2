/** A frozen table by its number: what was signed, opened where it is named. */
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useMemo } from "react";
import { Facts } from "@/form/EvidenceFiles";
import { line, dayText, instantText } from "@/ui/time";
import { t, word } from "@/i18n";
import { ExportLinks, queryOf } from "@/ui/ExportLinks";
import { Ready } from "@/ui/State";
import { useFilters } from "@/ui/useFilters";
import { snapshotQuery, tableQuery, type SnapshotHead, type TableView } from "./api";
import { Figures } from "./Figures";
import { RecordsDrawer } from "./RecordsDrawer";
import { SignedFigures } from "./SignedFigures";
import { movedSince, signedOtherwise } from "./since";
import { useOpened } from "./useOpened";
import { useUnbegun } from "./useUnbegun";

/** A frozen table that is open stands in the address, and with it the figure in it that is. */
export const FROZEN = ["frozen", "figure"] as const;

interface Shown {
  id: string;
  number: string;
}

function Frozen({ id, campaign }: { id: string; campaign: string }) {
  const snapshot = useQuery(snapshotQuery(id));
  return <Ready query={snapshot}>{({ head, table }) => <><Head head={head} table={table} /><Beside head={head} table={table} campaign={campaign} /></>}</Ready>;
}

/** What a printed table would carry above its figures. */
function Head({ head, table }: { head: SnapshotHead; table: TableView }) {
  return (
    <>
      <h3 style={{ marginTop: 0 }}>
        {table.unit_name} · {table.head.title}
      </h3>
      <p>
        {line(`${dayText(table.head.from)} — ${dayText(table.head.to)}`, t("statistics.basis_line", { basis: word("basis", table.basis) }), t("statistics.frozen_by", { by: head.frozen_by, at: instantText(head.frozen_at) }))}
        {head.supplements != null && <><br />{t("statistics.supplements_line", { number: head.supplements, reason: head.reason ?? "" })}</>}
      </p>
      <Facts digest={head.digest} title={t("report.table_facts")} />
    </>
  );
}

/** The frozen figures, with those of the records where they are others. A figure opens the records as they are today. */
function Beside({ head, table, campaign }: { head: SnapshotHead; table: TableView; campaign: string }) {
  const { opened, frame, open, close, closed } = useOpened(table);
  const place = { campaign, table: table.head.key, unit: table.unit_id };
  const now = useQuery(tableQuery(place, "live")).data;
  const moved = useMemo(() => (now === undefined ? undefined : movedSince(table, now)), [table, now]);
  const { corrected, behind } = signedOtherwise(table);
  return (
    <>
      {corrected > 0 && <p>{t("statistics.corrected_count", { count: corrected })}</p>}
      {behind > 0 && <p>{t("statistics.signed_otherwise", { count: behind })}</p>}
      {moved !== undefined && <p>{t(moved.size > 0 ? "statistics.moved_since" : "statistics.unmoved_since", { count: moved.size })}</p>}
      <Figures view={table} frame={frame} open={open} unbegun={useUnbegun()} moved={moved} />
      <RecordsDrawer place={place} opened={opened} frozen={head} onClose={close} closed={closed} />
    </>
  );
}

export function FrozenDrawer({ shown, campaign, close }: { shown: Shown | null; campaign: string; close: () => void }) {
  const opened = useQuery({ ...snapshotQuery(shown?.id ?? ""), enabled: shown !== null }).data;
  const number = shown?.number || (opened?.head.number ?? "");
  return (
    <Drawer
      open={shown !== null}
      onClose={close}
      size={1080}
      destroyOnHidden
      title={t("statistics.snapshot_title", { number })}
      extra={
        shown !== null && number !== "" && (
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

/** A frozen table where a report carries it: its unit's figures, and the whole table behind its number. */
export default function FrozenTable({ id, number, campaign }: Shown & { campaign: string }) {
  const { values, set } = useFilters(FROZEN);
  const snapshot = useQuery(snapshotQuery(id));
  return (
    <>
      <Button type="link" size="small" style={{ padding: 0 }} onClick={() => set({ frozen: id, figure: undefined })}>
        {t("statistics.open_frozen", { number })}
      </Button>
      <FrozenDrawer shown={values.frozen === id ? { id, number } : null} campaign={campaign} close={() => set({ frozen: undefined, figure: undefined })} />
      {/* At once, not behind the link: nobody should approve of figures that they have not seen. */}
      <div data-testid="frozen-figures">
        <Ready query={snapshot}>{({ table }) => <SignedFigures view={table} heading="h3" />}</Ready>
      </div>
    </>
  );
}
