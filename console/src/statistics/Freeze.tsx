/** Freezes a table, or makes a supplement to a frozen one: which figures go out, and what speaks against them. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Modal, Radio } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import { asProblem } from "@/api/problem";
import { useWrite } from "@/api/write";
import { t, word } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { ReasonDialog } from "@/ui/ReasonDialog";
import { Problematic } from "@/ui/State";
import { numberText } from "@/ui/time";
import { tableQuery, type Basis, type Place, type SnapshotHead } from "./api";
import { cellText } from "./Figures";
import { behindRecords, type Behind } from "./since";

const BASES: Basis[] = ["live", "confirmed"];

export interface Offer {
  place: Place;
  /** What is shown above, and whether its unit has signed it. */
  basis: Basis;
  isConfirmed: boolean;
  /** What speaks against freezing it now. */
  doubts: string[];
  /** Leads to signing the figures anew, for whoever may. */
  confirmAgain?: (() => void) | undefined;
}

export function Freeze({ place, basis, isConfirmed, doubts, confirmAgain, last }: Offer & { last: SnapshotHead | null }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Basis | null>(null);
  const [isKnown, setKnown] = useState(false);
  const [asked, now] = [
    useQuery({ ...tableQuery(place, "confirmed"), enabled: open }),
    useQuery({ ...tableQuery(place, "live"), enabled: open }),
  ];
  const [signed, live] = [asked.data, now.data];
  const failed = [asked, now].find(({ isError, data }) => isError && data === undefined);
  // The server freezes nothing as confirmed of which nobody has confirmed anything.
  const isSigned = isConfirmed || signed?.columns.some((column) => column.confirmed_at != null) === true;
  const wanted: Basis = chosen ?? (isConfirmed ? "confirmed" : basis);
  // What was signed is what goes out, unless somebody says otherwise.
  const frozen: Basis = isSigned ? wanted : "live";
  const behind = signed === undefined || live === undefined ? null : behindRecords(signed, live);
  // An official table that is older than its records goes out knowingly, or not at all.
  const isBlocked = frozen === "confirmed" && (behind === null || (behind.length > 0 && !isKnown));
  const message = useMessages();
  const close = () => {
    setOpen(false);
    setKnown(false);
  };
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
      close();
      message.success(t("statistics.frozen", { number }));
    },
  });
  const about = (
    <>
      {failed !== undefined && <Problematic problem={asProblem(failed.error)} retry={() => void failed.refetch()} />}
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
      {frozen === "confirmed" && behind !== null && behind.length > 0 && (
        <Older
          behind={behind}
          isKnown={isKnown}
          setKnown={setKnown}
          {...(confirmAgain !== undefined && isConfirmed
            ? {
                again: () => {
                  close();
                  confirmAgain();
                },
              }
            : {})}
        />
      )}
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
          okButtonProps={{ disabled: isBlocked }}
          onCancel={close}
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
          reasonHelp={t("statistics.supplement_reason")}
          busy={freeze.isPending}
          isBlocked={isBlocked}
          onClose={close}
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

interface OlderProps {
  behind: Behind[];
  isKnown: boolean;
  setKnown: (isKnown: boolean) => void;
  again?: () => void;
}

/** The signed figures that do not hold what the records have come to since they were signed. */
function Older({ behind, isKnown, setKnown, again }: OlderProps) {
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="older"
      style={{ margin: "8px 0" }}
      title={t("statistics.older", { count: behind.length })}
      description={
        <>
          <ul style={{ margin: "4px 0", paddingInlineStart: 20, maxHeight: 200, overflowY: "auto" }}>
            {behind.map(({ key, unit, title, signed, now }) => (
              <li key={key}>{t("statistics.older_figure", { unit, title, signed: cellText(signed), now: numberText(now) })}</li>
            ))}
          </ul>
          <Checkbox checked={isKnown} onChange={(event) => setKnown(event.target.checked)}>
            {t("statistics.older_known")}
          </Checkbox>
          {again !== undefined && (
            <Button size="small" onClick={again}>
              {t("statistics.confirm_again")}
            </Button>
          )}
        </>
      }
    />
  );
}
