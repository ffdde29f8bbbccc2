import { expect, it } from "vitest";
import { UNDECIDED, decidingOf, decisionOf, isBefore, lacksOf, mayReturn, shanghaiInstant, withoutReason, type Deciding } from "./decision";

const until = "2021-06-18T15:00:00+08:00";

function deciding(more: Partial<Deciding>): Deciding {
  return { ...UNDECIDED, ...more };
}

it("compares instants, in whatever offset they are written", () => {
  expect(isBefore(until, "2021-06-18T15:00:00Z")).toBe(true);
  expect(isBefore("2021-06-18T07:00:00Z", until)).toBe(false);
  expect(isBefore(until, "2021-06-18T06:59:59Z")).toBe(false);
});

it.each([
  ["nothing said", deciding({ until }), false],
  ["a note without a new deadline", deciding({ note: "请补充" }), false],
  ["a note and a deadline", deciding({ note: "请补充", until }), true],
  ["a wrong part without a reason", deciding({ parts: { "/answers/a": { ok: false, reason: " " } }, until }), false],
  ["a wrong part with a reason", deciding({ parts: { "/answers/a": { ok: false, reason: "不符" } }, until }), true],
  ["only right parts", deciding({ parts: { "/answers/a": { ok: true, reason: "" } }, until }), false],
] as [string, Deciding, boolean][])("may return with %s: %s", (_, one, expected) => expect(mayReturn(one)).toBe(expected));

it("names all that a return lacks at once", () => {
  expect(lacksOf(UNDECIDED)).toEqual(["words", "until"]);
  expect(lacksOf(deciding({ parts: { "/a": { ok: false, reason: "" } } }))).toEqual(["reason", "until"]);
  expect(lacksOf(deciding({ note: "请补充", until }))).toEqual([]);
});

it("names the parts that lack a reason", () =>
  expect(withoutReason(deciding({ parts: { "/a": { ok: false, reason: "" }, "/b": { ok: true, reason: "" } } }))).toEqual(["/a"]));

it("carries no deadline with an acceptance and comes back as it went", () => {
  const one = deciding({ parts: { "/a": { ok: false, reason: " 不符 " } }, note: " 请改 ", until });
  expect(decisionOf("accept", one, 0).until).toBeNull();
  const sent = decisionOf("return", one, 1);
  expect(sent).toEqual({ verdict: "return", items: [{ pointer: "/a", ok: false, reason: "不符" }], note: "请改", until, step: 1 });
  expect(decidingOf(sent)).toEqual({ parts: { "/a": { ok: false, reason: "不符" } }, note: "请改", until });
});

it("reads a wall clock as Beijing time", () => expect(shanghaiInstant("2021-06-18 15:00")).toBe(until));
