import { expect, test } from "vitest";
import type { ObligationRow } from "./api";
import { duesByDay, earliestMonth, isMonth, lastDayOf, latestMonth, monthAfter, weeksOf } from "./month";

test("a month is whole weeks from Monday to Sunday", () => {
  const june = weeksOf("2021-06");
  expect(june.map((week) => week.length)).toEqual([7, 7, 7, 7, 7]);
  expect(june[0]?.slice(0, 2)).toEqual(["2021-05-31", "2021-06-01"]);
  expect(june[4]?.[6]).toBe("2021-07-04");
  // Begins on a Monday and has four weeks exactly.
  expect(weeksOf("2021-02")).toHaveLength(4);
  expect(weeksOf("2021-05")).toHaveLength(6);
  for (const month of ["2021-02", "2024-02", "2021-12", "2022-01"]) {
    const days = weeksOf(month).flat().filter((day) => day.startsWith(month));
    expect(days).toHaveLength(new Date(Number(month.slice(0, 4)), Number(month.slice(5)), 0).getDate());
    expect(days[days.length - 1]).toBe(lastDayOf(month));
  }
});

test("months are counted over the turn of the year", () => {
  expect([monthAfter("2021-12", 1), monthAfter("2021-01", -1), monthAfter("2021-06", -18)]).toEqual(["2022-01", "2020-12", "2019-12"]);
  expect(["2021-06", "2021-13", "2021-6", "x", undefined].map(isMonth)).toEqual([true, false, false, false, false]);
});

test.each(["2021-03", "2021-06", "2021-12", "2022-01"])("finds %s as the last month in which something is due", async (last) => {
  expect(await latestMonth("2021-03", "2022-02", (month) => Promise.resolve(month <= last))).toBe(last);
});

test("the first month is that of the deadline that holds, whatever the order of the list", () => {
  const row = (due_at: string, returned_until: string | null = null) => ({ due_at, returned_until }) as ObligationRow;
  const returned = row("2021-06-25T15:00:00+08:00", "2021-09-05T15:00:00+08:00");
  expect(earliestMonth([returned, row("2021-08-02T15:00:00+08:00")], "2021-07")).toBe("2021-08");
  expect(earliestMonth([returned], "2021-07")).toBe("2021-09");
  expect(earliestMonth([row("2021-06-25T15:00:00+08:00")], "2021-07")).toBeNull();
});

test("what several units owe alike is one line, and what the plan dropped is none", () => {
  const row = (id: string, duty: string, due_at: string, dropped_at: string | null = null) =>
    ({ id, duty, period: "p", title: duty, period_title: "", due_at, dropped_at }) as ObligationRow;
  const days = duesByDay([
    row("1", "weekly", "2021-06-02T15:00:00+08:00"),
    row("2", "weekly", "2021-06-02T15:00:00+08:00"),
    row("3", "plan", "2021-06-02T23:59:59+08:00"),
    row("4", "weekly", "2021-06-03T00:30:00+08:00"),
    row("5", "weekly", "2021-06-02T15:00:00+08:00", "2021-06-01T00:00:00+08:00"),
    { ...row("6", "weekly", "2021-06-02T15:00:00+08:00"), returned_until: "2021-06-04T12:00:00+08:00" },
  ]);
  expect([...days.keys()]).toEqual(["2021-06-02", "2021-06-03", "2021-06-04"]);
  expect(days.get("2021-06-02")?.map(({ title, rows }) => [title, rows.map(({ id }) => id)])).toEqual([
    ["weekly", ["1", "2"]],
    ["plan", ["3"]],
  ]);
});
