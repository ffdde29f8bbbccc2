import { expect, it } from "vitest";
import type { Schemas } from "@/api/types";
import { field } from "@/test/definitions";
import type { ObligationRow } from "./api";
import { lastReport, overwritten, repeated, withWords, wordsOf } from "./template";

function row(period: string, due_at: string, more: Partial<ObligationRow> = {}): ObligationRow {
  const unit = { id: "u1" } as ObligationRow["unit"];
  const sent = { state: "accepted_on_time", outcome: "done", submission_id: `s-${period}`, duty: "weekly" } as const;
  return { ...sent, period, due_at, unit, ...more } as ObligationRow;
}

const now = row("w24", "2021-06-16T15:00:00+08:00", { state: "due_soon", submission_id: null });
const w22 = row("w22", "2021-06-02T15:00:00+08:00");
const w23 = row("w23", "2021-06-09T15:00:00+08:00");

it.each([
  ["the latest of two", [w23, w22], "w23"],
  ["in any order", [w22, w23], "w23"],
  ["not itself and nothing later", [w22, { ...now, submission_id: "s" }, row("w25", "2021-06-23T15:00:00+08:00")], "w22"],
  ["one that waits for its review", [{ ...w23, state: "submitted" }], "w23"],
  ["none that was given back", [w22, { ...w23, state: "returned" }], "w22"],
  ["none that was never sent", [w22, { ...w23, submission_id: null }], "w22"],
  ["none that had nothing to report", [w22, { ...w23, outcome: "nothing_to_report" }], "w22"],
  ["none of another unit", [w22, { ...w23, unit: { id: "u2" } }], "w22"],
  ["none of another duty", [w22, { ...w23, duty: "plan" }], "w22"],
  ["nothing where there is nothing", [], undefined],
] as [string, ObligationRow[], string | undefined][])("takes %s", (_, rows, expected) =>
  expect(lastReport(rows, now)?.period).toBe(expected));

const fields = [field("good", "long_text", { title: "好的做法" }), field("place", "text", { title: "地点" }), field("n", "integer"), field("day", "date")];
const part = (key: string, kind: "text" | "long_text" | "integer" | "date", value: unknown) =>
  ({ field: field(key, kind), value, changed: false, pointer: `/answers/${key}` }) as Schemas["SubmissionField"];

it("takes words, and neither figures nor days nor what is empty nor what has become another question", () =>
  expect(
    wordsOf(fields, [part("good", "long_text", "好"), part("place", "long_text", "x"), part("n", "integer", 3), part("day", "date", "2021-06-01"), part("gone", "text", "x")]),
  ).toEqual({ good: "好" }));

const words = { good: "上期", place: "上期地点" };

it.each([
  ["other words", { good: "本期" }, ["好的做法"]],
  ["the same words", { good: "上期" }, []],
  ["blanks", { good: " " }, []],
  ["what the last report says nothing about", { n: 3 }, []],
])("names what would be lost: %s", (_, answers, expected) => expect(overwritten(fields, answers, words)).toEqual(expected));

it("fills only what is empty, or everything", () => {
  const answers = { good: "本期", place: " ", n: 3 };
  expect(withWords(answers, words, true)).toEqual({ good: "本期", place: "上期地点", n: 3 });
  expect(withWords(answers, words, false)).toEqual({ good: "上期", place: "上期地点", n: 3 });
});

it.each([
  ["the same words", { good: "上期" }, ["好的做法"]],
  ["the same but for blanks around them", { good: " 上期\n" }, ["好的做法"]],
  ["words that were changed", { good: "上期和本期" }, []],
  ["nothing", {}, []],
  ["a place, which may well be the same", { place: "上期地点" }, []],
])("names what is word for word as last time: %s", (_, answers, expected) => expect(repeated(fields, answers, words)).toEqual(expected));
