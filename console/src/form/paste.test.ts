import { describe, expect, it } from "vitest";
import { field } from "@/test/definitions";
import { cellsOf, cellValue, isTable, pasted } from "./paste";

const columns = [
  field("who", "text", { title: "对象", max_chars: 6 }),
  field("n", "integer", { title: "人数", max: 100 }),
  field("mode", "choice", { title: "方式", options: [{ value: "online", title: "线上" }] }),
  field("day", "date", { title: "日期" }),
];

describe("what a spreadsheet copies", () => {
  it.each([
    ["lines and tabs", "a\t1\r\nb\t2\r\n", [["a", "1"], ["b", "2"]]],
    ["a line break inside a cell", '"一\n二"\t3\n', [["一\n二", "3"]]],
    ["a tab and quotation marks inside a cell", '"说""好""\t了"\tx', [['说"好"\t了', "x"]]],
    ["a quotation mark that is only a letter", '"安全"月\t1\n', [['"安全"月', "1"]]],
    ["one that never ends", '"a\tb', [['"a', "b"]]],
    ["empty cells", "\t5\n\t", [["", "5"], ["", ""]]],
    ["an empty line between", "a\n\nb", [["a"], [""], ["b"]]],
  ])("%s", (_, copied, expected) => expect(cellsOf(copied)).toEqual(expected));

  it.each([["甲", false], ["甲\n", false], ["甲\t", true], ["\t5", true], ["甲\n乙", true], ['"一\n二"', false]])(
    "%j is a table: %s",
    (copied, expected) => expect(isTable(copied)).toBe(expected),
  );
});

it("finds a choice by its title", () => expect(cellValue(columns[2]!, "线上")).toBe("online"));

const paste = (rows: object[], row: number, column: number, text: string, max = 200) =>
  pasted(rows as Record<string, unknown>[], columns, { row, column }, text, max);

describe("pasting", () => {
  it("fills cells from the one where one stands and makes rows", () =>
    expect(paste([{ who: "旧", n: 9 }], 0, 1, "1\t线上\n2\t")).toEqual({
      rows: [{ who: "旧", n: 1, mode: "online" }, { n: 2, mode: undefined }],
      refused: [],
    }));

  it("leaves what it was given as it was", () => {
    const rows = [{ who: "旧" }];
    paste(rows, 0, 0, "新\t1");
    expect(rows).toEqual([{ who: "旧" }]);
  });

  it("leaves out the headings that were copied along", () =>
    expect(paste([], 0, 1, "人数\t方式\n3\t线上").rows).toEqual([{ n: 3, mode: "online" }]));

  it("takes a first row that only looks like headings", () =>
    expect(paste([], 0, 0, "对象\t3").rows).toEqual([{ who: "对象", n: 3 }]));

  it("says of each cell why it was not taken, and keeps what stood there", () => {
    const { rows, refused } = paste([{}, { n: 7, day: "2021-06-01" }], 1, 0, "七个字的单位名\t三万\t电话\t昨天\t多余");
    expect(rows).toEqual([{}, { n: 7, day: "2021-06-01" }]);
    expect(refused).toEqual([
      { row: 2, message: "“七个字的单位名”没有填入：“对象”不能超过 6 字，现有 7 字" },
      { row: 2, message: "“三万”没有填入：“人数”应为整数，请不要带小数点、单位或文字" },
      { row: 2, message: "“电话”没有填入：“方式”请从列出的选项中选择" },
      { row: 2, message: "“昨天”没有填入：“日期”应为有效日期" },
      { row: 2, message: "“多余”没有填入：右侧已没有对应的列" },
    ]);
  });

  it("takes the good cells of a row beside the bad ones", () =>
    expect(paste([], 0, 0, "甲\t101\t线上\t2021/6/1").rows).toEqual([{ who: "甲", mode: "online", day: "2021-06-01" }]));

  it("stops where no row may follow and says how many were left", () => {
    const { rows, refused } = paste([{ who: "甲" }], 1, 0, "乙\n丙\n丁", 2);
    expect(rows).toEqual([{ who: "甲" }, { who: "乙" }]);
    expect(refused).toEqual([{ row: 3, message: "还有 2 行没有填入：此表最多 2 行" }]);
  });
});
