import { expect, it } from "vitest";
import type { TableCell, TableView } from "./api";
import { shownRows } from "./shown";

const cell = (value: number, mark: TableCell["mark"] = "counted") => ({ value, mark, records: value }) as TableCell;
const row = (title: string, more: object) => ({ indicator: title, title, unit: "场次", total: 3, cells: [cell(1), cell(0, "not_applicable")], ...more });
const view = (confirmed: TableCell | null) =>
  ({
    unit_name: "辽宁省",
    columns: [{ name: "沈阳市" }, { name: "大连市" }],
    sections: [{ title: "学习宣讲", rows: [row("专题学习", { confirmed }), row("公开课", {})] }],
  }) as unknown as TableView;

it("has a row for each section and each figure, in the order of the screen", () =>
  expect(shownRows(view(null))).toEqual([
    ["指标", "计量单位", "辽宁省", "沈阳市", "大连市"],
    ["学习宣讲"],
    ["专题学习", "场次", "3", "1", "不适用"],
    ["公开课", "场次", "3", "1", "不适用"],
  ]));

it("sets what was signed beside what the records say", () =>
  expect(shownRows(view(cell(4)))).toEqual([
    ["指标", "计量单位", "辽宁省", "辽宁省 确认数", "沈阳市", "大连市"],
    ["学习宣讲"],
    ["专题学习", "场次", "3", "4", "1", "不适用"],
    ["公开课", "场次", "3", "", "1", "不适用"],
  ]));
