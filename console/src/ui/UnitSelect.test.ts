import { expect, it } from "vitest";
import type { UnitItem } from "@/org/api";
import { matching } from "./UnitSelect";

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
