import { expect, it } from "vitest";
import type { TableCell, TableRow } from "./api";
import { correctionsOf, earlierOf, type Typed } from "./corrections";

const row = (indicator: string, total: number, confirmed: Partial<TableCell> | null): TableRow =>
  ({ indicator, title: indicator, unit: "人次", total, live: null, cells: [], confirmed: confirmed === null ? null : { mark: "counted", records: 0, ...confirmed } }) as unknown as TableRow;

it("keeps a correction as long as the records say what they said when it was made, and asks anew otherwise", () => {
  const rows = [
    row("same", 61, { value: 66, live: 61, reason: "漏登 5 人" }),
    row("moved", 73, { value: 66, live: 61, reason: "漏登 5 人" }),
    row("caught-up", 66, { value: 66, live: 61, reason: "漏登 5 人" }),
    row("as-counted", 9, { value: 8, live: 8, reason: null }),
    row("never", 4, null),
    row("not-done", 0, { mark: "not_done", value: 0, live: 0, reason: "未开展" }),
  ];
  expect(earlierOf(rows)).toEqual({
    holds: { same: { mark: "counted", value: 66, reason: "漏登 5 人" }, "not-done": { mark: "not_done", value: 0, reason: "未开展" } },
    older: [expect.objectContaining({ title: "moved", was: 61, now: 73, reason: "漏登 5 人" })],
  });
});

it("sends what differs with its reason, and says what the others lack", () => {
  const rows = [row("a", 1, null), row("b", 2, null), row("c", 3, null), row("d", 4, null)];
  const typed: Record<string, Typed> = {
    a: { mark: "counted", value: 1, reason: "与台账相同" },
    b: { mark: "counted", value: 5, reason: " 补记 " },
    c: { mark: "counted", value: 5, reason: " " },
    d: { mark: "counted", value: undefined, reason: "空" },
  };
  expect(correctionsOf(rows, typed)).toEqual({
    ready: [{ indicator: "b", mark: "counted", value: 5, reason: "补记" }],
    lacking: [{ title: "c", what: "reason" }, { title: "d", what: "value" }],
  });
});
