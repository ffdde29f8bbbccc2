import { expect, it } from "vitest";
import type { UnitItem } from "@/org/api";
import { matching, treeOf } from "./UnitSelect";

const unit = (id: string, name: string, kind = "city") => ({ id, name, kind, parent_id: "ln", in_force: true }) as UnitItem;
const units = [unit("sy", "沈阳市"), unit("dl", "大连市"), unit("w", "ABC 库房", "warehouse"), unit("e", "大连化工", "enterprise")];
const found = (typed: string, spelled: string[] = [], kinds: string[] = []) => matching(units, typed, spelled, kinds).map(({ id }) => id);

it("finds a unit by a part of its name, whatever the case, or by what its letters spell, the best of these first", () => {
  expect(found("大连")).toEqual(["dl", "e"]);
  expect(found("abc")).toEqual(["w"]);
  expect(found("dl", ["e", "dl"])).toEqual(["e", "dl"]);
  expect(found("nobody")).toEqual([]);
});

it("offers only what can be chosen, and each without the units above it", () => {
  expect(found("大连", [], ["enterprise"])).toEqual(["e"]);
  expect(matching(units, "沈", []).every(({ parent_id }) => parent_id === null)).toBe(true);
});

it("tells a unit that is still to come from one that is no more", () => {
  const of = (valid_from: string, valid_to: string | null, in_force = false) => ({ ...unit(valid_from, "新公司"), valid_from, valid_to, in_force }) as UnitItem;
  const titles = treeOf([of("2021-01-01", null, true), of("2021-06-17", null), of("2021-06-18", "2021-12-31"), of("2020-01-01", "2021-06-15")], "2021-06-16").map(({ title }) => title);
  expect(titles).toEqual(["新公司", "新公司（尚未开始）", "新公司（尚未开始）", "新公司（已撤销）"]);
});
