import { expect, it } from "vitest";
import { attributesOf, attributesText, differenceText, linesOf, nameTwice } from "./attributes";

it("says what is known in words, in an order of its own, and leaves the rest as it was written", () =>
  expect(attributesText({ fireworks: "A级", tile: "3-2", line_type: "emulsion", producer: "yes" })).toBe(
    "民爆生产企业：是；生产线类型：乳化炸药；大屏位置：第 3 行第 2 列；fireworks：A级",
  ));

it.each([
  [{ name: "tile", wanted: "2-3" }, "大屏位置：第 2 行第 3 列"],
  [{ name: "producer", was: "no", wanted: "yes" }, "民爆生产企业由“否”改为“是”"],
  [{ name: "fireworks", was: "A级" }, "删去fireworks“A级”"],
])("says what changes of an attribute: %o", (difference, text) => expect(differenceText(difference)).toBe(text));

it("shows a value that it does not know", () => expect(attributesText({ line_type: "new-kind", tile: "?" })).toBe("生产线类型：new-kind；大屏位置：?"));

it("reads back what it shows, and what people type in words or in keys", () => {
  const kept = { producer: "yes", capacity: "8000吨/年", tile: "3-2", line_type: "emulsion", fireworks: "A级" };
  expect(attributesOf(linesOf(kept))).toEqual(kept);
  const typed = [{ name: " 民爆生产企业", value: "" }, { name: "seller", value: "否" }, { name: "", value: "无名" }];
  expect(attributesOf(typed)).toEqual({ producer: "yes", seller: "no" });
});

it("takes a name alone for yes only where yes is an answer", () => {
  const typed = [{ name: "核定储存量", value: "" }, { name: "seller", value: " " }, { name: "fireworks", value: "是" }];
  expect(attributesOf(typed)).toEqual({ storage: "", seller: "yes", fireworks: "yes" });
});

it("finds a name that is given twice, in words or as its key", () => {
  const line = (name: string) => ({ name, value: "1" });
  expect(nameTwice([line("民爆生产企业"), line("tile"), line(" producer")])).toBe("民爆生产企业");
  expect(nameTwice([line("A"), line("A")])).toBe("A");
  expect(nameTwice([line(""), line(""), line("tile")])).toBeNull();
});
