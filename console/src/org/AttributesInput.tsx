/** The attributes of a unit, a line each: names and values in words, others as the plan writes them. */
import { AutoComplete, Button } from "antd";
import { useState } from "react";
import { t } from "@/i18n";
import { attributesOf, linesOf, nameOptions, valueOptions, type Line } from "./attributes";

interface Props {
  id?: string;
  value?: Record<string, string>;
  onChange?: (attributes: Record<string, string>) => void;
}

export function AttributesInput({ id, value = {}, onChange }: Props) {
  // What is half typed is a line and no attribute yet.
  const [lines, setLines] = useState(() => linesOf(value));
  const change = (next: Line[]) => {
    setLines(next);
    onChange?.(attributesOf(next));
  };
  const put = (at: number, part: Partial<Line>) => change(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  return (
    <div id={id} style={{ display: "grid", gap: 8 }}>
      {lines.map((line, at) => (
        <div key={at} style={{ display: "flex", gap: 8 }}>
          <AutoComplete
            aria-label={t("unit.attribute_name", { number: at + 1 })}
            placeholder={t("unit.attribute")}
            style={{ flex: 1, minWidth: 0 }}
            showSearch={{ filterOption: true }}
            options={nameOptions()}
            value={line.name}
            onChange={(name: string) => put(at, { name })}
          />
          <AutoComplete
            aria-label={t("unit.attribute_value", { number: at + 1 })}
            placeholder={t("unit.attribute_is")}
            style={{ flex: 1, minWidth: 0 }}
            options={valueOptions(line.name)}
            value={line.value}
            onChange={(is: string) => put(at, { value: is })}
          />
          <Button aria-label={t("unit.attribute_remove", { number: at + 1 })} onClick={() => change(lines.filter((_, index) => index !== at))}>
            {t("common.remove")}
          </Button>
        </div>
      ))}
      <Button type="dashed" onClick={() => setLines([...lines, { name: "", value: "" }])}>
        {t("unit.attribute_add")}
      </Button>
    </div>
  );
}
