/** A unit signs for its figures. What differs from the records needs a reason; both values stay. */
import { Button, Drawer, Input, Select, Tag } from "antd";
import { useId, useState } from "react";
import { answer, api } from "@/api/client";
import { useWrite } from "@/api/write";
import { integerOf } from "@/form/content";
import { mark, t, word } from "@/i18n";
import { largeWithUnit } from "@/ui/figure";
import { useMessages } from "@/ui/messages";
import { DataTable } from "@/ui/DataTable";
import { StateMark } from "@/ui/StateMark";
import { numberText } from "@/ui/time";
import type { Correction, Place, TableRow, TableView } from "./api";

type Mark = Correction["mark"];
const MARKS: Mark[] = ["counted", "not_done", "not_applicable"];

/** What is signed for are the records; under signed figures `total` is what was signed before. */
const ledgerOf = (row: TableRow) => row.live ?? row.total;

interface Typed {
  mark: Mark;
  value: number | string | undefined;
  reason: string;
}

interface Props {
  place: Place;
  view: TableView;
  /** How many of the figures somebody should look at first. */
  unusual: number;
  open: boolean;
  onClose: () => void;
}

export function ConfirmDrawer({ place, view, unusual, open, onClose }: Props) {
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const message = useMessages();
  const rows = view.sections.flatMap((section) => section.rows);
  const corrections = correctionsOf(rows, typed);
  const confirm = useWrite({
    send: (_: null, keyed) =>
      answer(
        api.POST("/api/campaigns/{campaign}/tables/{table}/confirm", {
          params: { path: { campaign: place.campaign, table: place.table } },
          body: { unit: place.unit, live_digest: view.live_digest, corrections: corrections.ready },
          ...keyed,
        }),
      ),
    done: () => {
      setTyped({});
      message.success(t("statistics.confirm_done"));
      onClose();
    },
  });
  const earlier = earlierOf(rows);
  const change = (row: TableRow, part: Partial<Typed>) =>
    setTyped((before) => {
      const old = before[row.indicator] ?? { mark: "counted", value: ledgerOf(row), reason: "" };
      return { ...before, [row.indicator]: { ...old, ...part } };
    });
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={960}
      title={t("statistics.confirm_title", { unit: view.unit_name })}
      extra={
        <span style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap", justifyContent: "flex-end" }}>
          {corrections.lacking.length > 0 && (
            <span id="confirm-lacking" role="alert" className="trouble">
              {t("statistics.confirm_lacking", { what: lackingText(corrections.lacking) })}
            </span>
          )}
          <Button
            type="primary"
            disabled={corrections.lacking.length > 0}
            {...(corrections.lacking.length > 0 ? { "aria-describedby": "confirm-lacking" } : {})}
            loading={confirm.isPending}
            onClick={() => confirm.mutate(null)}
          >
            {t("statistics.confirm_action", { count: corrections.ready.length })}
          </Button>
        </span>
      }
    >
      <p>{t("statistics.confirm_help")}</p>
      {view.columns.some((column) => !column.own) && <p>{t("statistics.confirm_below")}</p>}
      {unusual > 0 && (
        <p>
          <StateMark tone="warn" text={t("statistics.unusual", { count: unusual })} />
        </p>
      )}
      {Object.keys(earlier).length > 0 && (
        <p>
          {/* Asked for, and not filled in unasked: the records may have caught up with a correction since. */}
          <Button size="small" onClick={() => setTyped((before) => ({ ...earlier, ...before }))}>
            {t("statistics.corrections_again", { count: Object.keys(earlier).length })}
          </Button>
        </p>
      )}
      <DataTable<TableRow>
        label={t("statistics.confirm_title", { unit: view.unit_name })}
        rows={rows}
        id={(row) => row.indicator}
        columns={[
          {
            title: t("statistics.indicator"),
            width: 240,
            render: (_, row) => (
              <>
                {row.title} {row.cumulative && <Tag>{t("statistics.cumulative")}</Tag>}
                {row.note != null && <div className="soft">{row.note}</div>}
              </>
            ),
          },
          {
            title: t("statistics.by_records"),
            align: "right",
            render: (_, row) => `${numberText(ledgerOf(row))} ${row.unit}`,
          },
          {
            title: t("statistics.as_signed"),
            render: (_, row) => {
              const now = typed[row.indicator] ?? { mark: "counted" as const, value: ledgerOf(row), reason: "" };
              return (
                <span style={{ display: "flex", flexWrap: "wrap", gap: 4 }}>
                  <Select<Mark>
                    size="small"
                    aria-label={`${row.title} ${t("common.kind")}`}
                    style={{ width: 96 }}
                    value={now.mark}
                    onChange={(mark) => change(row, { mark })}
                    options={MARKS.map((mark) => ({ value: mark, label: word("mark", mark) }))}
                  />
                  {now.mark === "counted" && (
                    <Input
                      size="small"
                      inputMode="numeric"
                      aria-label={`${row.title} ${t("statistics.as_signed")}`}
                      style={{ width: 150 }}
                      suffix={row.unit}
                      value={String(now.value ?? "")}
                      onChange={(event) => change(row, { value: integerOf(event.target.value) })}
                    />
                  )}
                  {now.mark === "counted" && <Large value={now.value} unit={row.unit} />}
                </span>
              );
            },
          },
          {
            title: t("statistics.correction_reason"),
            width: 220,
            render: (_, row) => <Why row={row} typed={typed[row.indicator]} onChange={(reason) => change(row, { reason })} />,
          },
        ]}
      />
    </Drawer>
  );
}

function Why({ row, typed, onChange }: { row: TableRow; typed: Typed | undefined; onChange: (reason: string) => void }) {
  const id = useId();
  if (!isCorrection(row, typed)) return null;
  return (
    <>
      <label htmlFor={id}>{t("statistics.correction_reason_required")}</label>
      <Input
        id={id}
        size="small"
        aria-label={`${row.title} ${t("statistics.correction_reason_required")}`}
        placeholder={t("statistics.correction_reason_hint")}
        status={typed.reason.trim() === "" ? "error" : ""}
        value={typed.reason}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}

/** A large figure in words below what is typed: a nought too many is seen at once. */
function Large({ value, unit }: { value: Typed["value"]; unit: string }) {
  const large = largeWithUnit(value, unit);
  return large === null ? null : <span className="soft">{large}</span>;
}

function isCorrection(row: TableRow, typed: Typed | undefined): typed is Typed {
  return typed !== undefined && (typed.mark !== "counted" || typed.value !== ledgerOf(row));
}

/** What this unit corrected when it last signed, as far as the records have not come to the same figure since. */
export function earlierOf(rows: TableRow[]): Record<string, Typed> {
  const signed = rows.flatMap((row): [string, Typed][] => {
    if (row.confirmed?.reason == null) return [];
    const { mark, value, reason } = row.confirmed;
    const typed: Typed = { mark, value, reason };
    return isCorrection(row, typed) ? [[row.indicator, typed]] : [];
  });
  return Object.fromEntries(signed);
}

interface Lacking {
  title: string;
  what: "value" | "reason";
}

/** What is missing, in the words of the button's neighbour. */
function lackingText(lacking: Lacking[]): string {
  return lacking.map(({ title, what }) => t(what === "value" ? "statistics.lacks_value" : "statistics.lacks_reason", { title })).join(mark.semicolon);
}

/** The corrections that can be sent, and what the others still lack. */
export function correctionsOf(rows: TableRow[], typed: Record<string, Typed>): { ready: Correction[]; lacking: Lacking[] } {
  const ready: Correction[] = [];
  const lacking: Lacking[] = [];
  for (const row of rows) {
    const one = typed[row.indicator];
    if (!isCorrection(row, one)) continue;
    const value = one.mark === "counted" ? one.value : 0;
    if (typeof value !== "number" || value < 0) lacking.push({ title: row.title, what: "value" });
    else if (one.reason.trim() === "") lacking.push({ title: row.title, what: "reason" });
    else ready.push({ indicator: row.indicator, mark: one.mark, value, reason: one.reason.trim() });
  }
  return { ready, lacking };
}
