import { expect, it } from "vitest";
import type { TableCell, TableView } from "./api";
import { figureKey, movedSince, signedOtherwise, wholeOf } from "./since";

const COLUMNS = [
  { unit_id: "ln", own: true, name: "本级", excluded: false },
  { unit_id: "sy", own: false, name: "沈阳市", excluded: false },
];
const cell = (value: number, more: Partial<TableCell> = {}): TableCell => ({ value, mark: "counted", records: 1, ...more });

function view(basis: TableView["basis"], total: number, cells: TableCell[], more: object = {}): TableView {
  const row = { indicator: "drills", title: "演练", unit: "次", cumulative: false, total, live: total, cells, ...more };
  return { basis, columns: COLUMNS, sections: [{ title: "演练", rows: [row] }] } as unknown as TableView;
}
const rowOf = (table: TableView) => table.sections[0]!.rows[0]!;

it("sets the records beside a signed figure only where they differ", () => {
  const same = view("confirmed", 3, [cell(1), cell(2)], { confirmed: cell(3) });
  expect(wholeOf(same, rowOf(same)).live).toBeNull();
  const other = view("confirmed", 4, [cell(1), cell(2)], { confirmed: cell(4, { live: 2, reason: "漏报" }), live: 3 });
  expect(wholeOf(other, rowOf(other))).toMatchObject({ value: 4, live: 3, reason: "漏报" });
  expect(signedOtherwise(other)).toBe(1);
});

it("tells nought from not carried out", () => {
  const table = view("confirmed", 0, [cell(0), cell(0)], { confirmed: cell(0, { mark: "not_done" }), live: 0 });
  expect(wholeOf(table, rowOf(table))).toMatchObject({ mark: "not_done", live: 0 });
});

it("names what has moved since, against what the records said then", () => {
  const frozen = view("confirmed", 4, [cell(1), cell(3, { live: 2, reason: "漏报" })], { confirmed: cell(4), live: 3 });
  expect(movedSince(frozen, view("live", 3, [cell(1), cell(2)])).size).toBe(0);
  const moved = movedSince(frozen, view("live", 5, [cell(1), cell(4)]));
  expect([...moved]).toEqual([
    [figureKey("drills"), 5],
    [figureKey("drills", COLUMNS[1]), 4],
  ]);
});

it("leaves alone what the table of now no longer has", () => {
  const frozen = view("live", 4, [cell(1), cell(3)]);
  expect(movedSince(frozen, { ...frozen, sections: [] }).size).toBe(0);
});
