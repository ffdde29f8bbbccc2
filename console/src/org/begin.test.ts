import { expect, it } from "vitest";
import { areApart, progress } from "./begin";

it("takes the unit that the set-up made for nothing yet", () => {
  expect(progress({ units: 1, isRunning: false }).units).toBe(false);
  expect(progress({ units: 16, isRunning: false }).units).toBe(true);
});

it("says nothing of what the person may not read, and knows that what runs was kept", () => {
  expect(progress({ isRunning: false })).toEqual({ units: null, office: null, filers: null, administrators: null, kept: null, adopted: false });
  expect(progress({ office: true, filers: false, plans: 1, isRunning: false })).toMatchObject({ office: true, filers: false, kept: true });
  expect(progress({ isRunning: true })).toMatchObject({ kept: true, adopted: true });
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
