/** A unit signs for its figures. What differs from the records needs a reason; both values stay. */
import { Alert, Button, Drawer, Input, Select, Tag } from "antd";
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
import type { Place, TableRow, TableView } from "./api";
import { correctionsOf, earlierOf, isCorrection, ledgerOf, type Earlier, type Lacking, type Mark, type Typed } from "./corrections";
import { cellText } from "./Figures";

const MARKS: Mark[] = ["counted", "not_done", "not_applicable"];

interface Props {
  place: Place;
  view: TableView;
  /** How many of the figures somebody should look at first. */
  unusual: number;
  open: boolean;
  onClose: () => void;
}

export function ConfirmDrawer({ place, view, unusual, open, onClose }: Props) {
  const [changed, setTyped] = useState<Record<string, Typed>>({});
  const message = useMessages();
  const rows = view.sections.flatMap((section) => section.rows);
  const earlier = earlierOf(rows);
  const typed = { ...earlier.holds, ...changed };
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
  const change = (row: TableRow, part: Partial<Typed>) =>
    setTyped((before) => {
      const old = before[row.indicator] ?? earlier.holds[row.indicator] ?? { mark: "counted", value: ledgerOf(row), reason: "" };
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
      <EarlierCorrections {...earlier} />
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

/** What is missing, in the words of the button's neighbour. */
function lackingText(lacking: Lacking[]): string {
  return lacking.map(({ title, what }) => t(what === "value" ? "statistics.lacks_value" : "statistics.lacks_reason", { title })).join(mark.semicolon);
}
