/** The questions of a form, each with its unit, its help and what is wrong with the answer. */
import { Input, Radio, Select } from "antd";
import dayjs from "dayjs";
import { useId } from "react";
import type { FormField } from "@/api/types";
import { mark, t } from "@/i18n";
import { clearing } from "@/ui/clearing";
import { largeWithUnit } from "@/ui/figure";
import type { Problems } from "./check";
import { chars } from "./check";
import { LONG_TEXT_CHARS_MAX, integerOf, isDay, needOf, type Answers, type Need, type Question, type Remarks } from "./content";
import { RemarkLines } from "./RemarkLines";
import { TableField } from "./TableField";
import { DayPicker } from "@/ui/DayPicker";

const RADIO_OPTIONS_MAX = 4;

interface ControlProps {
  field: FormField;
  value: unknown;
  onChange: (value: unknown) => void;
  id: string;
  invalid: boolean;
  describedBy?: string | undefined;
  /** Inside a table the heading of the column is the label. */
  label?: string;
}

/** The control for one answer that is no table. */
export function Control({ field, value, onChange, id, invalid, describedBy, label }: ControlProps) {
  const shared = {
    id,
    "aria-label": label,
    "aria-invalid": invalid || undefined,
    "aria-describedby": describedBy,
    ...(invalid ? { status: "error" as const } : {}),
  };
  switch (field.kind) {
    case "text":
      return <Input {...shared} value={String(value ?? "")} onChange={(event) => onChange(event.target.value)} />;
    case "long_text":
      return (
        <Input.TextArea
          {...shared}
          autoSize={{ minRows: 4, maxRows: 20 }}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "integer":
      return (
        <Input
          {...shared}
          inputMode="numeric"
          style={{ maxWidth: 240 }}
          suffix={field.unit ?? undefined}
          value={String(value ?? "")}
          onChange={(event) => onChange(integerOf(event.target.value))}
        />
      );
    case "date":
      return (
        <DayPicker
          {...shared}
          style={{ width: 180 }}
          value={isDay(value) ? dayjs(String(value)) : null}
          onChange={(day) => onChange(day === null ? undefined : day.format("YYYY-MM-DD"))}
        />
      );
    case "choice":
      if (label === undefined && field.options.length <= RADIO_OPTIONS_MAX) {
        return (
          <Radio.Group
            id={id}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            options={field.options.map((option) => ({ value: option.value, label: option.title }))}
          />
        );
      }
      return (
        <Select
          {...shared}
          allowClear={clearing()}
          style={{ minWidth: 160, maxWidth: "100%" }}
          placeholder={t("common.pick")}
          value={value ?? null}
          onChange={(chosen) => onChange(chosen ?? undefined)}
          options={field.options.map((option) => ({ value: option.value, label: option.title }))}
        />
      );
    case "table":
      return null;
  }
}

interface Props {
  fields: Question[];
  answers: Answers;
  onChange: (answers: Answers) => void;
  problems: Problems;
  remarks?: Remarks | undefined;
}

export function Fields({ fields, answers, onChange, problems, remarks }: Props) {
  return (
    <>
      {fields.map((field) => (
        <FieldItem
          key={field.key}
          field={field}
          value={answers[field.key]}
          onChange={(value) => onChange({ ...answers, [field.key]: value })}
          problems={problems}
          remarks={remarks?.get(`/answers/${field.key}`)}
        />
      ))}
    </>
  );
}

function FieldItem({ field, value, onChange, problems, remarks }: {
  field: Question;
  value: unknown;
  onChange: (value: unknown) => void;
  problems: Problems;
  remarks: string[] | undefined;
}) {
  const id = useId();
  const pointer = `/answers/${field.key}`;
  const problem = problems.get(pointer);
  const notes = <FieldNotes id={`${id}-notes`} field={field} value={value} problem={problem} remarks={remarks} />;
  if (field.kind === "table") {
    return (
      <fieldset style={{ border: 0, padding: 0, margin: "0 0 16px" }} data-pointer={pointer}>
        <legend style={{ padding: 0, marginBottom: 4 }}>
          <FieldTitle field={field} />
        </legend>
        <TableField field={field} value={value} onChange={onChange} problems={problems} />
        {notes}
      </fieldset>
    );
  }
  return (
    <div style={{ marginBottom: 16 }} data-pointer={pointer}>
      <label htmlFor={id} style={{ display: "block", marginBottom: 4 }}>
        <FieldTitle field={field} />
      </label>
      <Control
        field={field}
        value={value}
        onChange={onChange}
        id={id}
        invalid={problem !== undefined}
        describedBy={`${id}-notes`}
      />
      {notes}
    </div>
  );
}

const NEEDS = { required: "form.required", optional: "form.optional", either: "form.either", either_met: "form.either_met" } as const;

export function NeedMark({ need }: { need: Need }) {
  return <span className="soft">{mark.open}{t(NEEDS[need])}{mark.close}</span>;
}

function FieldTitle({ field }: { field: Question }) {
  return (
    <>
      <strong style={{ fontWeight: 500 }}>{field.title}</strong> <NeedMark need={needOf(field)} />
    </>
  );
}

function FieldNotes({ id, field, value, problem, remarks }: {
  id: string;
  field: FormField;
  value: unknown;
  problem: string | undefined;
  remarks: string[] | undefined;
}) {
  const hints: string[] = [];
  if (field.help != null) hints.push(field.help);
  if (field.min != null && field.max != null) hints.push(t("form.range", { min: field.min, max: field.max }));
  const large = largeWithUnit(value, field.unit);
  if (large !== null) hints.push(large);
  if (field.kind === "long_text") {
    hints.push(t("form.chars", { count: chars(String(value ?? "")), max: field.max_chars ?? LONG_TEXT_CHARS_MAX }));
  }
  return (
    <div id={id}>
      <RemarkLines remarks={remarks} />
      {problem !== undefined && (
        <div role="alert" className="trouble">
          {problem}
        </div>
      )}
      {hints.length > 0 && <div className="soft">{hints.join(" · ")}</div>}
    </div>
  );
}
