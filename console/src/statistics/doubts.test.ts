import { expect, it } from "vitest";
import { rowDoubt, unusualText } from "./doubts";

const columns = [
  { unit_id: "ln", name: "本级", own: true },
  ...["沈阳市", "大连市", "鞍山市", "抚顺市"].map((name, at) => ({ unit_id: `u${at}`, name, own: false })),
];

it("names the units in whose columns the figures stand, in the order of the table, and counts them where they are many", () => {
  expect(unusualText(["talks/u2", "talks/u0", "courses/u0"], columns)).toBe("沈阳市、鞍山市的列中有 3 个数明显偏离，请核实");
  expect(unusualText(["talks/u0", "talks/u1", "talks/u2", "courses/u3"], columns)).toBe("4 个下级单位的列中有 4 个数明显偏离，请核实");
});

it("says of a row whose figures are meant, and nothing of the others", () => {
  const figures = ["talks/u2", "talks/u0", "big-talks/u1"];
  expect(rowDoubt("talks", figures, columns)).toBe("请核实：沈阳市、鞍山市");
  expect(rowDoubt("courses", figures, columns)).toBe(null);
});
