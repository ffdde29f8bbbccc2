import { describe, expect, it } from "vitest";
import { field } from "@/test/definitions";
import { dayOf, integerOf, inWords, withoutEmpty } from "./content";

describe("integerOf", () => {
  it.each([
    ["12", 12], ["１，２３４", 1234], ["1,234", 1234], ["12.0", 12], [" 7 ", 7], ["-3", -3], ["", undefined],
    ["1.5", "1.5"], ["三", "三"], ["1e3", "1e3"], ["9007199254740992", 9007199254740992],
    ["9007199254740994", "9007199254740994"],
  ])("%s", (typed, expected) => expect(integerOf(typed)).toBe(expected));
});

describe("days", () => {
  it.each([
    ["2021/6/1", "2021-06-01"], ["2021年6月1日", "2021-06-01"], ["2021-06-01", "2021-06-01"], ["昨天", "昨天"],
  ])("%s", (typed, expected) => expect(dayOf(typed)).toBe(expected));
});

describe("what goes to the server", () => {
  it("leaves out what was left empty, in tables too", () =>
    expect(withoutEmpty({ a: " ", b: 0, c: undefined, t: [{ x: "", y: 1 }] })).toEqual({ b: 0, t: [{ y: 1 }] }));
  it("shows figures with their unit and choices by their title", () => {
    expect(inWords(field("n", "integer", { unit: "人次" }), 12345)).toBe("12,345 人次（约 1.23 万）");
    expect(inWords(field("m", "choice", { options: [{ value: "x", title: "线下" }] }), "x")).toBe("线下");
  });
});
