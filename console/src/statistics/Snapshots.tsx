/** Frozen tables: each has a number; a later correction makes a supplement. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Modal, Radio } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import { useWrite } from "@/api/write";
import { t, word } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { DataTable } from "@/ui/DataTable";
import { Panel } from "@/ui/Page";
import { ReasonDialog } from "@/ui/ReasonDialog";
import { Empty, Ready } from "@/ui/State";
import { instantText } from "@/ui/time";
import { snapshotsQuery, tableQuery, type Basis, type Place, type SnapshotHead } from "./api";
import { FrozenDrawer } from "./FrozenTable";

const BASES: Basis[] = ["live", "confirmed"];

interface Props {
  place: Place;
  /** What is shown above, and whether its unit has signed it. */
  basis: Basis;
  isConfirmed: boolean;
  /** What speaks against freezing it now. */
  doubts: string[];
  mayFreeze: boolean;
}

export function Snapshots({ mayFreeze, ...offer }: Props) {
  const { place } = offer;
  const [shown, setShown] = useState<SnapshotHead | null>(null);
  const snapshots = useQuery(snapshotsQuery(place));
  return (
    <Panel
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
              { title: t("statistics.supplements"), render: (_, row) => row.supplements ?? "—" },
              { title: t("common.reason"), render: (_, row) => row.reason ?? "—" },
              { title: t("statistics.digest"), className: "narrow", render: (_, row) => <span className="digest">{row.digest}</span> },
            ]}
          />
        )}
      </Ready>
      <FrozenDrawer shown={shown} campaign={place.campaign} close={() => setShown(null)} />
    </Panel>
  );
}

function Freeze({ place, basis, isConfirmed, doubts, last }: Omit<Props, "mayFreeze"> & { last: SnapshotHead | null }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Basis | null>(null);
  const signed = useQuery({ ...tableQuery(place, "confirmed"), enabled: open }).data;
  // The server freezes nothing as confirmed of which nobody has confirmed anything.
  const isSigned = isConfirmed || signed?.columns.some((column) => column.confirmed_at != null) === true;
  const wanted: Basis = chosen ?? (isConfirmed ? "confirmed" : basis);
  // What was signed is what goes out, unless somebody says otherwise.
  const frozen: Basis = isSigned ? wanted : "live";
  const message = useMessages();
  const freeze = useWrite({
    send: (reason: string | null, keyed) =>
      answer(
        api.POST("/api/campaigns/{campaign}/tables/{table}/snapshots", {
          params: { path: { campaign: place.campaign, table: place.table } },
          body: { unit: place.unit, basis: frozen, reason },
          ...keyed,
        }),
      ),
    done: ({ number }) => {
      setOpen(false);
      message.success(t("statistics.frozen", { number }));
    },
  });
  const about = (
    <>
      {doubts.map((doubt) => (
        <Alert key={doubt} type="warning" showIcon style={{ marginBottom: 8 }} title={doubt} />
      ))}
      <Radio.Group
        aria-label={t("statistics.basis")}
        style={{ margin: "4px 0 8px" }}
        value={frozen}
        onChange={(event) => setChosen(BASES.find((one) => one === event.target.value) ?? null)}
        options={BASES.map((one) => ({ value: one, label: word("basis", one), disabled: one === "confirmed" && !isSigned }))}
      />
      {!isSigned && <span className="soft">{t("statistics.nobody_signed")}</span>}
      {frozen === "confirmed" && signed !== undefined && <Unsigned columns={signed.columns} />}
      <p>{t("statistics.freeze_about", { basis: word("basis", frozen) })}</p>
    </>
  );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(last === null ? "statistics.freeze" : "statistics.supplement")}</Button>
      {last === null ? (
        <Modal
          open={open}
          title={t("statistics.freeze")}
          okText={t("statistics.freeze")}
          confirmLoading={freeze.isPending}
          onCancel={() => setOpen(false)}
          onOk={() => freeze.mutate(null)}
        >
          {about}
        </Modal>
      ) : (
        <ReasonDialog
          open={open}
          title={t("statistics.supplement")}
          about={
            <>
              {about}
              <p>{t("statistics.supplement_about", { number: last.number })}</p>
            </>
          }
          action={t("statistics.supplement")}
          busy={freeze.isPending}
          onClose={() => setOpen(false)}
          onReason={(reason) => freeze.mutate(reason)}
        />
      )}
    </>
  );
}

/** Whose figures are not signed goes into the table all the same, as they stand in the registers. */
function Unsigned({ columns }: { columns: { own: boolean; confirmed_at?: string | null }[] }) {
  // What the unit keeps itself is signed with the table, and by nobody apart.
  const below = columns.filter(({ own }) => !own);
  const count = below.filter(({ confirmed_at }) => confirmed_at != null).length;
  if (count === below.length) return null;
  return <Alert type="warning" showIcon title={t("statistics.some_signed", { count, units: below.length })} />;
}
