/** The controls above a list. */
import { Button, Checkbox, Input, Select } from "antd";
import dayjs from "dayjs";
import { useEffect, useState, type ReactNode } from "react";
import { t } from "@/i18n";
import { clearing } from "./clearing";
import { SavedFilters } from "./SavedFilters";
import { Empty } from "./State";
import { DayPicker } from "./DayPicker";

export function FilterBar({ children, clear, isFiltered }: { children: ReactNode; clear: () => void; isFiltered: boolean }) {
  return (
    <div className="filters no-print">
      {children}
      {isFiltered && (
        <Button type="link" onClick={clear}>
          {t("common.reset")}
        </Button>
      )}
      <SavedFilters />
    </div>
  );
}

interface Choice {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

/** A choice that is kept is always made: there is nothing to clear, and what tells its options apart is seen whole. */
export function FilterChoice({ label, value, options, onChange, isKept = false }: Choice & { isKept?: boolean }) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear={!isKept && clearing()}
      showSearch={{ optionFilterProp: "label" }}
      className={isKept ? "whole-row" : ""}
      style={{ minWidth: 140 }}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      options={options}
    />
  );
}

/** A condition that is on or off. */
export function FilterCheck({ label, value, onChange }: Omit<Choice, "options">) {
  return (
    <Checkbox checked={value !== undefined} onChange={(event) => onChange(event.target.checked ? "true" : undefined)}>
      {label}
    </Checkbox>
  );
}

/** Searches when the person has finished typing and says so. */
export function FilterText({ label, value, onChange }: Omit<Choice, "options">) {
  const [typed, setTyped] = useState(value ?? "");
  // The condition may have been cleared, or come with a saved one.
  useEffect(() => setTyped(value ?? ""), [value]);
  return (
    <Input.Search
      aria-label={label}
      placeholder={label}
      allowClear
      style={{ width: 220 }}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(text) => onChange(text.trim() === "" ? undefined : text.trim())}
    />
  );
}

export function FilterDay({ label, value, onChange }: Omit<Choice, "options">) {
  return (
    <DayPicker
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 164 }}
      value={value === undefined ? null : dayjs(value)}
      onChange={(day) => onChange(day === null ? undefined : day.format("YYYY-MM-DD"))}
    />
  );
}

/** An empty list: because of the conditions, which can be cleared here, or because there is nothing yet. */
export function NothingFound({ isFiltered, clear, children }: { isFiltered: boolean; clear: () => void; children: ReactNode }) {
  if (!isFiltered) return <>{children}</>;
  return (
    <Empty text={t("common.nothing_found")} help={t("common.nothing_found_help")} action={<Button onClick={clear}>{t("common.reset")}</Button>} />
  );
}
