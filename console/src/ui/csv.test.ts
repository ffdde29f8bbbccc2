import { expect, it } from "vitest";
import { csvOf, shownCells } from "./csv";

it.each([
  ["plain text", ["大连市", "3"], "大连市,3"],
  ["a comma, a quotation mark, a line break", ["a,b", 'say "x"', "一\n二"], '"a,b","say ""x""","一\n二"'],
  ["what would be a formula", ["=1+1", "@x", "＋86", " -cmd", "'=x"], "'=1+1,'@x,'＋86,' -cmd,''=x"],
  ["figures", ["-3", "-1,200", "12.5%", "+5"], '-3,"-1,200",12.5%,\'+5'],
  ["what only contains such signs", ["a=b", "2021-06-16"], "a=b,2021-06-16"],
])("%s", (_, row, expected) => expect(csvOf([row])).toBe(`\ufeff${expected}\r\n`));

it("reads rows and cards by the column that a cell names, and an absent one as empty", () => {
  const table = document.createElement("table");
  table.innerHTML = `
    <tr><th data-column="0">单位</th></tr>
    <tr data-row="0"><td data-column="0"> 大连市 </td><td data-column="1">—</td></tr>
    <tr><td data-column="0">展开的详情</td></tr>
    <tr data-row="1"><td><dl><dt>备注</dt><dd data-column="1">缺章</dd></dl></td></tr>`;
  expect(shownCells(table, [0, 1])).toEqual([["大连市", ""], ["", "缺章"]]);
});
