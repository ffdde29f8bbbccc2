import { expect, it } from "vitest";
import type { UnitItem } from "./api";
import { byUnitKey, isBelow } from "./units";

const unit = (id: string, parent_id: string | null) => ({ id, key: `k-${id}`, parent_id, name: id, kind: "city", in_force: true }) as unknown as UnitItem;

it("orders what names units by their keys in the same way, what it does not know last", () => {
  const order = byUnitKey([unit("省", null), unit("沈阳", "省"), unit("大连", "省")]);
  expect(["k-新区", "k-大连", "k-沈阳"].map((unit_key) => ({ unit_key })).sort(order).map(({ unit_key }) => unit_key)).toEqual(["k-沈阳", "k-大连", "k-新区"]);
});

it("knows what is below a unit, at whatever depth, and that nothing is below itself", () => {
  const units = [unit("省", null), unit("沈阳", "省"), unit("沈阳企业", "沈阳"), unit("大连", "省")];
  expect(["省", "沈阳", "沈阳企业", "大连", "新区"].filter((id) => isBelow(units, id, ["沈阳"]))).toEqual(["沈阳企业"]);
  expect(["省", "沈阳", "沈阳企业", "大连", "新区"].filter((id) => isBelow(units, id, ["省", "沈阳"]))).toEqual(["沈阳", "沈阳企业", "大连"]);
});
