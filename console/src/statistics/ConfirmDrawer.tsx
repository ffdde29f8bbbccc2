/** A unit signs for its figures. What differs from the records needs a reason; both values stay. */
import { Alert, Button, Drawer } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import { useWrite } from "@/api/write";
import { mark, t } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { numberText } from "@/ui/time";
import { useHeld } from "@/ui/useHeld";
import { useLeaving } from "@/ui/useLeaving";
import type { Place, TableRow, TableView } from "./api";
import { asRecorded, correctionsOf, earlierOf, type Earlier, type Lacking, type Typed } from "./corrections";
import { CorrectionsTable } from "./CorrectionsTable";
import { rowDoubt } from "./doubts";
import { cellText } from "./Figures";
import { UnusualNotice, type Steps } from "./Unusual";

interface Props {
  place: Place;
  view: TableView;
  /** The figures that somebody should look at first, by the keys of their notes, and the way through them. */
  unusual: string[];
  steps: Steps;
  open: boolean;
  onClose: () => void;
}

export function ConfirmDrawer({ place, view, unusual, steps, open, onClose }: Props) {
  const message = useMessages();
  const corrections = useCorrections(view);
  const { ready, change, forget } = corrections;
  const body = { unit: place.unit, live_digest: view.live_digest, corrections: ready };
  const confirm = useWrite({
    send: (_: null, keyed) =>
      answer(
        api.POST("/api/campaigns/{campaign}/tables/{table}/confirm", {
          params: { path: { campaign: place.campaign, table: place.table } },
          body,
          ...keyed,
        }),
      ),
    also: () => body,
    taken: () => {
      forget();
      message.success(t("statistics.confirm_done"));
      onClose();
    },
  });
  const { leaveFor, left } = useLeaving(onClose);
  // What was just signed for is a correction of the last time as soon as the table is read again.
  const shown = useHeld({ unusual, columns: view.columns, ...corrections }, !open || confirm.isPending);
  const title = t("statistics.confirm_title", { unit: view.unit_name });
  return (
    <Drawer
      open={open}
      onClose={onClose}
      afterOpenChange={(isOpen) => isOpen || left()}
      size={960}
      title={title}
      // On a telephone what is missing stands below the title, and not over it.
      styles={{ header: { flexWrap: "wrap", gap: 8 }, extra: { flex: "0 1 auto", marginInlineStart: "auto" } }}
      extra={<Sign lacking={shown.lacking} count={shown.ready.length + shown.lacking.length} busy={confirm.isPending} sign={() => confirm.mutate(null)} />}
    >
      <p>{t("statistics.confirm_help")}</p>
      {shown.columns.some((column) => !column.own) && <p>{t("statistics.confirm_below")}</p>}
      <UnusualNotice
        figures={shown.unusual}
        columns={shown.columns}
        look={steps.figures.length === 0 ? undefined : () => leaveFor(steps.first)}
      />
      <EarlierCorrections {...shown.earlier} />
      <CorrectionsTable
        label={title}
        rows={shown.rows}
        typed={shown.typed}
        change={change}
        doubt={({ indicator }) => rowDoubt(indicator, shown.unusual, shown.columns)}
      />
    </Drawer>
  );
}

/** What is typed in place of the records, upon the corrections of the last time that hold still. */
function useCorrections(view: TableView) {
  const [changed, setChanged] = useState<Record<string, Typed>>({});
  const rows = view.sections.flatMap((section) => section.rows);
  const earlier = earlierOf(rows);
  const typed = { ...earlier.holds, ...changed };
  const change = (row: TableRow, part: Partial<Typed>) =>
    setChanged((before) => {
      const old = before[row.indicator] ?? earlier.holds[row.indicator] ?? asRecorded(row);
      return { ...before, [row.indicator]: { ...old, ...part } };
    });
  return { rows, earlier, typed, ...correctionsOf(rows, typed), change, forget: () => setChanged({}) };
}

/** The button that signs for so many corrections, and beside it what keeps it from being pressed. */
function Sign({ lacking, count, busy, sign }: { lacking: Lacking[]; count: number; busy: boolean; sign: () => void }) {
  return (
    <span style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap", justifyContent: "flex-end" }}>
      {lacking.length > 0 && (
        <span id="confirm-lacking" role="alert" className="trouble">
          {t("statistics.confirm_lacking", { what: lackingText(lacking) })}
        </span>
      )}
      <Button
        type="primary"
        disabled={lacking.length > 0}
        {...(lacking.length > 0 ? { "aria-describedby": "confirm-lacking" } : {})}
        loading={busy}
        onClick={sign}
      >
        {t("statistics.confirm_action", { count })}
      </Button>
    </span>
  );
}

/** What is missing, in the words of the button's neighbour. */
function lackingText(lacking: Lacking[]): string {
  return lacking.map(({ title, what }) => t(what === "value" ? "statistics.lacks_value" : "statistics.lacks_reason", { title })).join(mark.semicolon);
}

/** What was corrected at the last confirmation: where it holds still it is filled in, else it is for the person to judge. */
function EarlierCorrections({ holds, older }: Earlier) {
  const count = Object.keys(holds).length;
  return (
    <>
      {count > 0 && <p>{t("statistics.corrections_again", { count })}</p>}
      {older.length > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={t("statistics.corrections_older", { count: older.length })}
          description={
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {older.map(({ title, was, signed, now, reason }) => (
                <li key={title}>{t("statistics.correction_older", { title, was: numberText(was), signed: cellText(signed), now: numberText(now), reason })}</li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}
