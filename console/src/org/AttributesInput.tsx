/** The attributes of a unit, a line each: names and values in words, others as the plan writes them. */
import { AutoComplete, Button, Form } from "antd";
import { useRef } from "react";
import { t } from "@/i18n";
import { nameOptions, nameTwice, valueOptions, type Line } from "./attributes";

/** The item of a form. What is half typed is a line and no attribute yet, so the form keeps lines. */
export function AttributesItem() {
  return (
    <Form.Item name="attributes" label={t("unit.attributes")} extra={t("unit.attributes_help")} rules={[{ validator: onceEach }]}>
      <AttributesInput />
    </Form.Item>
  );
}

function onceEach(_: unknown, lines: Line[] = []): Promise<void> {
  const name = nameTwice(lines);
  return name === null ? Promise.resolve() : Promise.reject(new Error(t("unit.attribute_twice", { name })));
}

interface Props {
  id?: string;
  value?: Line[];
  onChange?: (lines: Line[]) => void;
  "aria-describedby"?: string;
  "aria-invalid"?: "true";
}

function AttributesInput({ id, value: lines = [], onChange, "aria-describedby": describedBy, "aria-invalid": invalid }: Props) {
  const add = useRef<HTMLButtonElement>(null);
  const change = (next: Line[]) => onChange?.(next);
  const put = (at: number, part: Partial<Line>) => change(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  const remove = (at: number) => {
    change(lines.filter((_, index) => index !== at));
    // The buttons stay where they are and the lines move up: only with the last one the button that was pressed is gone.
    if (at === lines.length - 1) add.current?.focus();
  };
  return (
    <div id={id} role="group" aria-label={t("unit.attributes")} aria-describedby={describedBy} style={{ display: "grid", gap: 8 }}>
      {lines.map((line, at) => (
        <div key={at} style={{ display: "flex", gap: 8 }}>
          <AutoComplete
            aria-label={t("unit.attribute_name", { number: at + 1 })}
            aria-invalid={invalid}
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
          <Button aria-label={t("unit.attribute_remove", { number: at + 1 })} onClick={() => remove(at)}>
            {t("common.remove")}
          </Button>
        </div>
      ))}
      <Button ref={add} type="dashed" onClick={() => change([...lines, { name: "", value: "" }])}>
        {t("unit.attribute_add")}
      </Button>
    </div>
  );
}
