import { expect, it } from "vitest";
import type { TableCell, TableView } from "./api";
import { shownRows } from "./shown";

const cell = (value: number, more: Partial<TableCell> = {}) => ({ value, mark: "counted", records: value, ...more }) as TableCell;
const row = (title: string, more: object = {}) => ({ indicator: title, title, unit: "场次", total: 3, cells: [cell(1), cell(0)], ...more });
const view = (rows: object[], more: object = {}) =>
  ({
    basis: "live",
    unit_name: "辽宁省",
    columns: [{ name: "辽宁省", own: true, excluded: false }, { name: "大连市", own: false, excluded: true }],
    sections: [{ title: "学习宣讲", rows }],
    ...more,
  }) as unknown as TableView;

it("has a row for each section and each figure, in the order of the screen, and says whose figures they are", () =>
  expect(shownRows(view([row("专题学习"), row("公开课")]))).toEqual([
    ["指标", "计量单位", "辽宁省 合计（含所属单位 · 实时数）", "本级（实时数）", "大连市（实时数 · 不计入合计）"],
    ["学习宣讲"],
    ["专题学习", "场次", "3", "1", "0"],
    ["公开课", "场次", "3", "1", "0"],
  ]));

it("sets what was signed beside what the records say", () =>
  expect(shownRows(view([row("专题学习", { confirmed: cell(4) }), row("公开课")])).map((line) => line.slice(2, 4))).toEqual([
    ["辽宁省 合计（含所属单位 · 实时数）", "辽宁省 合计（含所属单位 · 确认数）"], [], ["3", "4"], ["3", ""],
  ]));

it("names under signed figures who has signed, and sets corrections with their reasons and the records into columns", () => {
  const columns = [{ name: "沈阳市", own: false, excluded: false, confirmed_at: "2021-06-15T02:00:00Z" }, { name: "大连市", own: false, excluded: false }];
  const corrected = cell(5, { live: 2, reason: "漏记一场" });
  const rows = [row("专题学习", { confirmed: cell(6), live: 3, cells: [corrected, cell(1)] }), row("公开课", { live: 3, cells: [cell(0, { mark: "not_applicable", live: 1, reason: "没有" }), cell(0)] })];
  expect(shownRows(view(rows, { basis: "confirmed", confirmed: { version: 1 }, columns }))).toEqual([
    ["指标", "计量单位", "辽宁省 合计（含所属单位 · 确认数 · 已确认）", "辽宁省 合计 台账数", "沈阳市（确认数 · 已确认）", "沈阳市 更正前", "沈阳市 更正原因", "大连市（实时数 · 未确认）"],
    ["学习宣讲"],
    ["专题学习", "场次", "6", "3", "5", "2", "漏记一场", "1"],
    ["公开课", "场次", "3", "3", "不适用", "1", "没有", "0"],
  ]);
});

it("says of a unit that does not exist yet that it has not begun, in the place of whether it signed", () => {
  const columns = [{ unit_id: "ln", name: "辽宁省", own: true, excluded: false }, { unit_id: "sf", name: "沈抚示范区", own: false, excluded: false }];
  const heads = (basis: string) => shownRows(view([row("专题学习")], { basis, columns }), new Set(["sf", "ln"]))[0]!.slice(3);
  expect(heads("confirmed")).toEqual(["本级（实时数）", "沈抚示范区（实时数 · 尚未开始）"]);
  expect(heads("live")).toEqual(["本级（实时数）", "沈抚示范区（实时数 · 尚未开始）"]);
});
