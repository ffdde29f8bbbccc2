import { expect, it } from "vitest";
import type { TableView } from "./api";
import { openedBy } from "./opened";
import { figureKey } from "./since";

const cell = (value: number) => ({ value, mark: "counted", records: 1 });
const own = { unit_id: "ln", own: true, name: "本级", excluded: false };
const city = { unit_id: "sy", own: false, name: "沈阳市", excluded: false };
const row = { indicator: "drills", title: "演练", unit: "次", total: 3, cells: [cell(1), cell(2)] };
const view = { basis: "live", unit_id: "ln", unit_name: "辽宁省", columns: [own, city], sections: [{ title: "演练", rows: [row] }] } as unknown as TableView;

it("finds what an address names: the sum, what the unit keeps itself, a unit below", () => {
  const found = (key: string) => openedBy(view, key);
  expect(found(figureKey("drills"))).toMatchObject({ unitName: "辽宁省", own: false, figure: { cell: { value: 3 } } });
  expect(found(figureKey("drills", own))).toMatchObject({ unit: "ln", own: true, figure: { cell: { value: 1 } } });
  expect(found(figureKey("drills", city))).toMatchObject({ unit: "sy", title: "演练", figure: { cell: { value: 2 } } });
});

it("opens nothing for what the table does not have", () => {
  for (const key of ["", "drills", figureKey("talks"), figureKey("drills", { unit_id: "dl", own: false })]) expect(openedBy(view, key)).toBeNull();
});
