import { expect, it } from "vitest";
import type { PersonItem, UnitItem } from "./api";
import { byUnit } from "./people";

const unit = (id: string, parent_id: string | null) => ({ id, key: `k-${id}`, parent_id, name: id, kind: "city", in_force: true }) as unknown as UnitItem;
const person = (name: string, ...units: string[]) => ({ id: name, name, posts: units.map((id) => ({ unit: { id } })) }) as unknown as PersonItem;

it("puts people with their units: an enterprise after its city, who has no post last, names in order within", () => {
  const order = byUnit([unit("省", null), unit("沈阳", "省"), unit("大连", "省"), unit("沈阳企业", "沈阳")]);
  const people = [
    person("无岗"), person("赵", "大连"), person("钱", "沈阳企业"), person("王", "沈阳"), person("李", "沈阳"), person("周", "大连", "省"),
  ];
  expect(people.sort(order).map(({ name }) => name)).toEqual(["周", "李", "王", "钱", "赵", "无岗"]);
});
