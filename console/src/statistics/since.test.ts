import { expect, it } from "vitest";
import type { TableCell, TableView } from "./api";
import { behindRecords, figureKey, isCorrected, ledgerBeside, movedSince, signedOtherwise, wholeOf } from "./since";

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
  expect(ledgerBeside(wholeOf(same, rowOf(same)))).toBeNull();
  const other = view("confirmed", 4, [cell(1), cell(2)], { confirmed: cell(4, { live: 2, reason: "漏报" }), live: 3 });
  expect(ledgerBeside(wholeOf(other, rowOf(other)))).toBe(3);
  expect(signedOtherwise(other)).toEqual({ corrected: 1, behind: 1 });
});

it("tells nought from not carried out", () => {
  const table = view("confirmed", 0, [cell(0), cell(0)], { confirmed: cell(0, { mark: "not_done" }), live: 0 });
  expect(wholeOf(table, rowOf(table))).toMatchObject({ cell: { mark: "not_done" }, ledger: 0 });
});

it("names what has moved since, against what the records said then", () => {
  const frozen = view("confirmed", 4, [cell(1), cell(2)], { confirmed: cell(4), live: 3 });
  expect(movedSince(frozen, view("live", 3, [cell(1), cell(2)])).size).toBe(0);
  const moved = movedSince(frozen, view("live", 5, [cell(1), cell(4)]));
  expect([...moved]).toEqual([
    [figureKey("drills"), 5],
    [figureKey("drills", COLUMNS[1]), 4],
  ]);
});

/** 沈阳 signed before; of its records at the time of freezing the table knows nothing. */
const SIGNED_BELOW = [COLUMNS[0]!, { ...COLUMNS[1]!, confirmed_at: "2021-05-11T00:00:00Z" }];

it("takes what moved before the freezing for nothing that moved since", () => {
  const frozen = { ...view("confirmed", 0, [cell(0), cell(0)], { confirmed: cell(0), live: 1 }), columns: SIGNED_BELOW };
  expect(movedSince(frozen, view("live", 1, [cell(0), cell(1)])).size).toBe(0);
  expect(signedOtherwise(frozen)).toEqual({ corrected: 0, behind: 1 });
});

it("names what has moved behind the figure that a unit below signed, against what the records said at the freezing", () => {
  const frozen = { ...view("confirmed", 2, [cell(0), cell(2, { ledger: 3 })], { confirmed: cell(2), live: 3 }), columns: SIGNED_BELOW };
  expect(ledgerBeside({ cell: cell(2), ledger: 3 })).toBe(3);
  expect(signedOtherwise(frozen)).toEqual({ corrected: 0, behind: 2 });
  expect(movedSince(frozen, view("live", 3, [cell(0), cell(3)])).size).toBe(0);
  expect([...movedSince(frozen, view("live", 2, [cell(0), cell(2)]))].map(([, value]) => value)).toEqual([2, 2]);
});

it("calls a corrected sum corrected although the records have come to the same since", () => {
  const corrected = view("confirmed", 3, [cell(0), cell(2)], { confirmed: cell(3, { live: 2, reason: "漏报" }), live: 3 });
  expect(isCorrected(wholeOf(corrected, rowOf(corrected)).cell)).toBe(true);
  expect(signedOtherwise(corrected)).toEqual({ corrected: 1, behind: 0 });
});

it("names the signed figures that are older than the records, of the unit and of those below it", () => {
  const signed = { ...view("confirmed", 0, [cell(0), cell(0)], { confirmed: cell(0), live: 1 }), columns: SIGNED_BELOW, unit_name: "辽宁省" };
  expect(behindRecords(signed, view("live", 1, [cell(0), cell(1)])).map(({ unit, now }) => [unit, now])).toEqual([["辽宁省", 1], ["沈阳市", 1]]);
  const same = view("confirmed", 3, [cell(1), cell(2)], { confirmed: cell(4, { live: 3, reason: "漏报" }), live: 3 });
  expect(behindRecords(same, view("live", 3, [cell(1), cell(2)]))).toEqual([]);
});

it("leaves alone what the table of now no longer has", () => {
  const frozen = view("live", 4, [cell(1), cell(3)]);
  expect(movedSince(frozen, { ...frozen, sections: [] }).size).toBe(0);
});
