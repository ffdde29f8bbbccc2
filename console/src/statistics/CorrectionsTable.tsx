/** Every figure that a unit signs for: what the records say, what is signed, and why the two differ. */
import { Input, Select, Tag } from "antd";
import { useId } from "react";
import { integerOf } from "@/form/content";
import { t, word } from "@/i18n";
import { DataTable, type Column } from "@/ui/DataTable";
import { largeWithUnit } from "@/ui/figure";
import { StateMark } from "@/ui/StateMark";
import { numberText } from "@/ui/time";
import type { TableRow } from "./api";
import { asRecorded, isCorrection, ledgerOf, type Mark, type Typed } from "./corrections";

const MARKS: Mark[] = ["counted", "not_done", "not_applicable"];

interface Props {
  label: string;
  rows: TableRow[];
  typed: Record<string, Typed>;
  change: (row: TableRow, part: Partial<Typed>) => void;
  /** Whose figures of the row somebody should look at first; null where none is unusual. */
  doubt: (row: TableRow) => string | null;
}

export function CorrectionsTable({ label, rows, ...asked }: Props) {
  return <DataTable<TableRow> label={label} rows={rows} id={(row) => row.indicator} columns={columns(asked)} />;
}

function columns({ typed, change, doubt }: Pick<Props, "typed" | "change" | "doubt">): Column<TableRow>[] {
  return [
    {
      title: t("statistics.indicator"),
      width: 240,
      render: (_, row) => (
        <>
          {row.title} {row.cumulative && <Tag>{t("statistics.cumulative")}</Tag>}
          {row.note != null && <div className="soft">{row.note}</div>}
          <Doubt text={doubt(row)} />
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
      render: (_, row) => (
        <AsSigned row={row} now={typed[row.indicator] ?? asRecorded(row)} onChange={(part) => change(row, part)} />
      ),
    },
    {
      title: t("statistics.correction_reason"),
      width: 220,
      render: (_, row) => <Why row={row} typed={typed[row.indicator]} onChange={(reason) => change(row, { reason })} />,
    },
  ];
}

function Doubt({ text }: { text: string | null }) {
  return text !== null && <div><StateMark tone="warn" text={text} small /></div>;
}

function AsSigned({ row, now, onChange }: { row: TableRow; now: Typed; onChange: (part: Partial<Typed>) => void }) {
  return (
    <span style={{ display: "flex", flexWrap: "wrap", gap: 4 }}>
      <Select<Mark>
        size="small"
        aria-label={`${row.title} ${t("common.kind")}`}
        style={{ width: 96 }}
        value={now.mark}
        onChange={(mark) => onChange({ mark })}
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
          onChange={(event) => onChange({ value: integerOf(event.target.value) })}
        />
      )}
      {now.mark === "counted" && <Large value={now.value} unit={row.unit} />}
    </span>
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
