import { expect, it } from "vitest";
import { boardPart, partOf } from "./boardPart";
import type { Board } from "./BoardPage";

const view = {
  columns: [{ duty: "weekly", kind: "deliver" }, { duty: "cases", kind: "quota" }, { duty: "plan", kind: "deliver" }, { duty: "lines", kind: "coverage" }],
  rows: [{ unit: "沈阳市", cells: [{ column: 0 }, { column: 1 }, { column: 3 }] }, { unit: "大连市", cells: [{ column: 2 }] }],
} as unknown as Board;
const seen = ({ columns, rows }: Board) => [columns.map(({ duty }) => duty), rows.map(({ cells }) => cells.map(({ column }) => column))];

it("leaves the columns of the part, and every cell under its own", () => {
  expect(boardPart(view, "all")).toBe(view);
  expect(seen(boardPart(view, "reports"))).toEqual([["weekly", "plan"], [[0], [1]]]);
  expect(seen(boardPart(view, "counted"))).toEqual([["cases", "lines"], [[0, 1], []]]);
});

it("shows everything where the address asks for something else", () =>
  expect(["counted", "x", null].map(partOf)).toEqual(["counted", "all", "all"]));
