import { afterEach, expect, it } from "vitest";
import { setLanguage } from "@/i18n";
import { figureText, largeText, largeWithUnit } from "./figure";

afterEach(() => setLanguage("zh-CN"));

it.each([
  [0, null],
  [9_999, null],
  [10_000, "1 万"],
  [12_300, "1.23 万"],
  [12_345, "约 1.23 万"],
  [12_355, "约 1.24 万"],
  [9_999_999, "约 1,000 万"],
  [99_999_999, "约 1 亿"],
  [100_000_000, "1 亿"],
  [123_456_789, "约 1.23 亿"],
  [9_007_199_254_740_992, "约 90,071,992.55 亿"],
])("%d", (value, expected) => expect(largeText(value)).toBe(expected));

it("stands beside the figure, which stays whole", () => expect(figureText(12_345, "人次")).toBe("12,345 人次（约 1.23 万）"));
it("is written like the figure, with what is counted", () =>
  expect([largeWithUnit(12_345, "人次"), largeWithUnit(12_345, null), largeWithUnit(7, "场"), largeWithUnit("", "场")]).toEqual([
    "约 1.23 万人次",
    "约 1.23 万",
    null,
    null,
  ]));
it("leaves small figures alone", () => expect([figureText(7, "场"), figureText(7, null)]).toEqual(["7 场", "7"]));

it("counts as the language does", async () => {
  await setLanguage("en");
  expect([largeText(12_345), largeText(1_230_000)]).toEqual([null, "1.23 million"]);
});
