import { expect, it } from "vitest";
import { areApart, progress, type Held } from "./begin";

const today = "2021-06-16";
const held = (person: string, from = "2021-06-01", to: string | null = null): Held => ({ person, unit: "top", from, to });
const at = (unit: string, from = "2021-06-01", to: string | null = null): Held => ({ person: unit, unit, from, to });

it("takes the unit that the set-up made for nothing yet", () => {
  expect(progress({ today, units: 1 }).units).toBe("open");
  expect(progress({ today, units: 16 }).units).toBe("done");
});

it("says nothing of what the person may not read, and knows that what runs was kept", () => {
  expect(progress({ today })).toEqual({
    units: null, office: null, filers: null, reviewers: null, managers: null, administrators: null, kept: null, adopted: null,
  });
  expect(progress({ today, office: [held("a")], filers: [], areas: ["1"], plans: 1, isRunning: false })).toMatchObject({
    office: "done", filers: "open", kept: "done", adopted: "open",
  });
  expect(progress({ today, isRunning: true })).toMatchObject({ kept: "done", adopted: "done" });
});

it.each<[string, Held[], unknown]>([
  ["a post that begins tomorrow", [held("a", "2021-06-17")], { from: "2021-06-17" }],
  ["one that ends today", [held("a", "2021-06-01", today)], "done"],
  ["one that ended yesterday", [held("a", "2021-06-01", "2021-06-15")], "open"],
  ["the earlier of two", [held("a", "2021-07-01"), held("b", "2021-06-20")], { from: "2021-06-20" }],
])("looks at the days of %s", (_, office, expected) => {
  expect(progress({ today, office }).office).toEqual(expected);
});

it.each<[string, Held[][], unknown]>([
  ["one of the three is missing", [[held("a")], [held("a")], []], "open"],
  ["the first one holds two, and no end is set", [[held("a")], [held("a"), held("c")], [held("b")]], "open"],
  ["the first one's second post ends today", [[held("a")], [held("a", "2021-06-01", today), held("c")], [held("b")]], { from: "2021-06-17" }],
  ["another begins later still", [[held("a")], [held("a", "2021-06-01", today), held("c")], [held("b", "2021-06-20")]], { from: "2021-06-20" }],
  ["they are three", [[held("a")], [held("c")], [held("b"), held("b")]], "done"],
])("says of the administrators when %s", (_, administrators, expected) => {
  expect(progress({ today, administrators }).administrators).toEqual(expected);
});

it.each([
  [[["a"], ["a"], []], false],
  [[["a"], ["a"], ["b"]], false],
  [[["a"], ["a", "c"], ["b"]], false],
  [[["a"], ["c"], []], false],
  [[["a"], ["c"], ["b", "d"]], true],
])("says of administrators %j that they are three people: %s", (holders, apart) => {
  expect(areApart(holders)).toBe(apart);
});

it.each<[string, Held[], unknown]>([
  ["nobody", [], "open"],
  ["one of two", [at("1"), at("1")], { some: 1, of: 2 }],
  ["one of two, and another whose post has ended", [at("1"), at("2", "2021-06-01", "2021-06-15")], { some: 1, of: 2 }],
  ["somebody elsewhere", [at("9")], "open"],
  ["both", [at("1"), at("2", "2021-06-01", today)], "done"],
  ["both, one from a day to come", [at("1"), at("2", "2021-07-01"), at("2", "2021-06-20")], { from: "2021-06-20" }],
])("says of two cities when %s is there", (_, filers, expected) => {
  expect(progress({ today, areas: ["1", "2"], filers }).filers).toEqual(expected);
});

it("asks for nobody where there is no unit yet", () => expect(progress({ today, enterprises: [], managers: [] }).managers).toBe("open"));
