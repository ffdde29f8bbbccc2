/** Freezes a table, or makes a supplement to a frozen one: which figures go out, and what speaks against them. */
import { Alert, Button, Checkbox, Modal, Radio } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import { asProblem } from "@/api/problem";
import { useWrite } from "@/api/write";
import { t, word } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { ReasonDialog } from "@/ui/ReasonDialog";
import { useHeld } from "@/ui/useHeld";
import { useLeaving } from "@/ui/useLeaving";
import { Problematic } from "@/ui/State";
import { numberText } from "@/ui/time";
import type { Basis, Place, SnapshotHead, TableColumn } from "./api";
import { cellText } from "./Figures";
import type { Behind } from "./since";
import { UnusualNotice, type Steps } from "./Unusual";
import { useFrozenBasis, type FrozenBasis } from "./useFrozenBasis";

const BASES: Basis[] = ["live", "confirmed"];

export interface Offer {
  place: Place;
  /** What is shown above, and whether its unit has signed it. */
  basis: Basis;
  isConfirmed: boolean;
  /** Said while the period is not over. */
  early: string | null;
  /** The figures of the table above that somebody should look at first. */
  steps: Steps;
  columns: TableColumn[];
  /** Leads to signing the figures anew, for whoever may. */
  confirmAgain?: (() => void) | undefined;
}

export function Freeze({ last, ...offer }: Offer & { last: SnapshotHead | null }) {
  const [open, setOpen] = useState(false);
  const figures = useFrozenBasis(offer, open);
  const close = () => {
    setOpen(false);
    figures.setKnown(false);
  };
  const { leaveFor, left } = useLeaving(close);
  const freeze = useFreeze(offer.place, figures.frozen, close);
  // What was just frozen is the last one as soon as the list is read again, and the next thing to do a supplement to it.
  const shown = useHeld({ last, offer, figures }, !open || freeze.isPending);
  const { confirmAgain, isConfirmed, steps } = shown.offer;
  const again = confirmAgain !== undefined && isConfirmed ? () => leaveFor(confirmAgain) : undefined;
  const about = <WhatGoesOut figures={shown.figures} offer={shown.offer} look={() => leaveFor(steps.first)} again={again} />;
  return (
    <>
      {/* Until the list says what has come of it, there is nothing to be done anew. */}
      <Button loading={freeze.isPending} onClick={() => setOpen(true)}>
        {t(last === null ? "statistics.freeze" : "statistics.supplement")}
      </Button>
      {shown.last === null ? (
        <Modal
          open={open}
          title={t("statistics.freeze")}
          okText={t("statistics.freeze")}
          confirmLoading={freeze.isPending}
          okButtonProps={{ disabled: shown.figures.isBlocked }}
          onCancel={close}
          afterClose={left}
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
              <p>{t("statistics.supplement_about", { number: shown.last.number })}</p>
            </>
          }
          action={t("statistics.supplement")}
          reasonHelp={t("statistics.supplement_reason")}
          busy={freeze.isPending}
          isBlocked={shown.figures.isBlocked}
          onClose={close}
          afterClose={left}
          onReason={(reason) => freeze.mutate(reason)}
        />
      )}
    </>
  );
}

function useFreeze({ campaign, table, unit }: Place, basis: Basis, close: () => void) {
  const message = useMessages();
  return useWrite({
    send: (reason: string | null, keyed) =>
      answer(
        api.POST("/api/campaigns/{campaign}/tables/{table}/snapshots", {
          params: { path: { campaign, table } },
          body: { unit, basis, reason },
          ...keyed,
        }),
      ),
    also: () => basis,
    taken: ({ number }) => {
      close();
      message.success(t("statistics.frozen", { number }));
    },
  });
}

interface WhatProps {
  figures: FrozenBasis;
  offer: Offer;
  look: () => void;
  again: (() => void) | undefined;
}

/** The choice between signed figures and those of the records, below what speaks against freezing them. */
function WhatGoesOut({ figures, offer: { early, steps, columns }, look, again }: WhatProps) {
  const { frozen, choose, isSigned, signed, behind, isKnown, setKnown, failed } = figures;
  return (
    <>
      {failed !== undefined && <Problematic problem={asProblem(failed.error)} retry={() => void failed.refetch()} />}
      {early !== null && <Alert type="warning" showIcon style={{ marginBottom: 8 }} title={early} />}
      <UnusualNotice figures={steps.figures} columns={columns} look={look} />
      <Radio.Group
        aria-label={t("statistics.basis")}
        style={{ margin: "4px 0 8px" }}
        value={frozen}
        onChange={(event) => choose(BASES.find((one) => one === event.target.value) ?? null)}
        options={BASES.map((one) => ({ value: one, label: word("basis", one), disabled: one === "confirmed" && !isSigned }))}
      />
      {!isSigned && <span className="soft">{t("statistics.nobody_signed")}</span>}
      {frozen === "confirmed" && signed !== undefined && <Unsigned columns={signed.columns} />}
      {frozen === "confirmed" && behind !== null && behind.length > 0 && (
        <Older behind={behind} isKnown={isKnown} setKnown={setKnown} again={again} />
      )}
      <p>{t("statistics.freeze_about", { basis: word("basis", frozen) })}</p>
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
  again: (() => void) | undefined;
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
