import { expect, it } from "vitest";
import type { Change, PlanProblem } from "./api";
import { called, changeParts, linesAround, monthsOf, namesOf, sameChanges, withPhrases, type Column } from "./reading";

const column = (title: string, due_at: string, by_state: Record<string, number>) =>
  ({ title, due_at, counts: { by_state } }) as unknown as Column;

it("puts deadlines, events and phases into months and days", () => {
  const phases = [{ key: "m", title: "安全生产月", from: "2021-06-01", to: "2021-06-30" }];
  const events = [{ title: "咨询日", day: "2021-06-16" }];
  const months = monthsOf(
    [
      column("总结", "2021-12-24T23:59:59+08:00", { not_yet_open: 15 }),
      column("周报", "2021-06-16T15:00:00+08:00", { accepted_on_time: 9, overdue: 5, waived: 1 }),
      column("方案", "2021-06-01T23:59:59+08:00", {}),
    ],
    { phases, events },
  );
  const written = months.map(({ month, days }) => [
    month,
    ...days.map(({ day, entries }) => `${day.slice(8)} ${entries.map((one) => (one.what === "due" ? `${one.column.title}${one.units}` : `${one.what} ${one.title}`)).join("、")}`),
  ]);
  expect(written).toEqual([
    ["2021-06", "01 begins 安全生产月、方案0", "16 event 咨询日、周报15", "30 ends 安全生产月"],
    ["2021-12", "24 总结15"],
  ]);
});

const change = (more: Partial<Change> = {}): Change => ({
  kind: "moved", duty: "weekly", period: "w24", title: "周报", due_at: "2021-06-16T15:00:00+08:00", due_text: "", what: ["时限：15时 → 17时"], ...more,
});
const unit = (unit_name: string, ...changes: Change[]) => ({ unit_key: unit_name, unit_name, unchanged: 0, changes });

it("tells the same change once, by deadline", () => {
  const early = change({ kind: "added", period: "w22", due_at: "2021-06-02T15:00:00+08:00", what: [] });
  const found = sameChanges({ units: [unit("大连市", change(), early), unit("鞍山市", change()), unit("抚顺市")] });
  expect(found.map(({ kind, units }) => [kind, units])).toEqual([["added", ["大连市"]], ["moved", ["大连市", "鞍山市"]]]);
});

it.each([
  ["kind", { kind: "dropped" }], ["period", { period: "w25" }], ["deadline", { due_at: "2021-06-16T17:00:00+08:00" }],
  ["words of the deadline", { due_text: "17时前" }], ["what changes", { what: [] }], ["duty", { duty: "x" }], ["title", { title: "x" }],
] as [string, Partial<Change>][])("tells changes apart by their %s", (_, more) =>
  expect(sameChanges({ units: [unit("大连市", change()), unit("鞍山市", change(more))] })).toHaveLength(2));

const problem = (line: number, message = "错"): PlanProblem => ({ line, column: 1, code: "x", message, advice: "", error: true });
const shown = (text: string, ...problems: PlanProblem[]) =>
  linesAround(text, problems).map((run) => run.map((line) => `${line.number}${"!".repeat(line.problems.length)}`).join(" "));
const ten = Array.from({ length: 10 }, (_, at) => `l${at + 1}`).join("\n");

it.each([
  ["two lines around", [problem(5)], ["3 4 5! 6 7"]],
  ["the first and the last line", [problem(1), problem(10)], ["1! 2 3", "8 9 10!"]],
  ["runs that meet are one", [problem(3), problem(7)], ["1 2 3! 4 5 6 7! 8 9"]],
  ["two in one line", [problem(5), problem(5, "又")], ["3 4 5!! 6 7"]],
  ["a place beyond the end", [problem(99)], ["8 9 10!"]],
  ["a place before the beginning", [problem(0)], ["1! 2 3"]],
  ["nothing wrong", [], []],
] as [string, PlanProblem[], string[]][])("shows %s", (_, problems, expected) => expect(shown(ten, ...problems)).toEqual(expected));

it("reads lines as every system ends them", () =>
  expect(linesAround("a\r\nb\r\n", [problem(2)]).flat().map(({ text }) => text)).toEqual(["a", "b"]));

it.each([
  ["one phrase", "请于6月1日前报送", ["6月1日前"], "请于[6月1日前]报送"],
  ["overlapping phrases", "每周三前报送", ["每周三", "周三前"], "[每周三前]报送"],
  ["a phrase from elsewhere", "报送", ["别处", ""], "报送"],
  ["the whole text", "报送", ["报送"], "[报送]"],
])("marks %s", (_, text, phrases, expected) =>
  expect(withPhrases(text, phrases).map((one) => (one.isPhrase ? `[${one.text}]` : one.text)).join("")).toBe(expected));

it("takes a change out of the server's sentence and says keys as names", () => {
  expect(changeParts("截止时间：2021-12-24 23:59 → 2021-12-27 23:59")).toEqual({ what: "截止时间", before: "2021-12-24 23:59", after: "2021-12-27 23:59" });
  expect(changeParts("原文：甲：乙 → 丙")).toEqual({ what: "原文", before: "甲：乙", after: "丙" });
  expect(changeParts("报送内容有变化")).toBeNull();
  const names = new Map([["c5.4", "五（末段） 材料报送"], ["dalian", "大连市"], ["fuxin", "阜新市"]]);
  expect([called("c5.4", names), called("dalian、fuxin", names), called("dalian、别处", names), called("", names)]).toEqual([
    "五（末段） 材料报送", "大连市、阜新市", "dalian、别处", "",
  ]);
});

it("calls a clause that only the new plan has by its number and title", () => {
  const names = namesOf(
    [{ key: "c1", number: "一", title: "指导思想" }, { key: "c9", number: "九", title: "附则" }],
    [{ key: "c1", number: "一", title: "总体要求" }, { key: "c10", number: "十", title: "新增要求" }],
    [{ key: "dalian", name: "大连市" }],
  );
  expect(["c1", "c9", "c10、dalian", "c11"].map((text) => called(text, names))).toEqual([
    "一 总体要求", "九 附则", "十 新增要求、大连市", "c11",
  ]);
});
