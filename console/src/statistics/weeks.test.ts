import { expect, test } from "vitest";
import type { TableView } from "./api";
import { askedOf, byPart, byUnit, byWeek, notedFigures, notesOf, type WeeksView } from "./weeks";

const view: WeeksView = {
  weeks: ["2021-05-31", "2021-06-07", "2021-06-14"],
  columns: [
    { unit_id: "p", name: "本级", own: true },
    { unit_id: "a", name: "沈阳市", own: false },
    { unit_id: "b", name: "大连市", own: false },
  ],
  rows: [
    {
      indicator: "sessions",
      values: [[0, 0, 0], [2, 3, 40], [50, 1, 0]],
      outliers: [{ kind: "jump", column: 1, week: 2, before: 3, value: 40 }],
    },
    { indicator: "films", values: [[1, 0, 0], [0, 0, 0], [5, 0, 0]], outliers: [{ kind: "nought", column: 1 }] },
  ],
  parts: [
    { title: "学习", indicators: ["sessions"], records: 3 },
    { title: "宣传", indicators: ["films"], records: 9 },
  ],
};
const [sessions, films] = view.rows as [WeeksView["rows"][number], WeeksView["rows"][number]];

test("a week is the sum of all columns, and says who jumped in it", () => {
  expect(byWeek(view, sessions).map(({ label, value, tone, note }) => [label, value, tone, note])).toEqual([
    ["5/31", 52, undefined, undefined],
    ["6/7", 4, undefined, undefined],
    ["6/14", 40, "warn", "沈阳市 6月14日当周 40，为上周 3 的 13 倍"],
  ]);
});

test("units stand in the order of their figures, the unit itself only with records of its own", () => {
  expect(byUnit(view, sessions).map(({ label, value, tone }) => [label, value, tone])).toEqual([
    ["大连市", 51, undefined],
    ["沈阳市", 45, "warn"],
  ]);
  expect(byUnit(view, films).map(({ label, value, note }) => [label, value, note])).toEqual([
    ["大连市", 5, undefined],
    ["本级", 1, undefined],
    ["沈阳市", 0, "其他单位大多有数，此处为零"],
  ]);
});

test("a cell finds its note by indicator and unit", () => {
  expect([...notesOf(view)]).toEqual([
    ["sessions/a", "6月14日当周 40，为上周 3 的 13 倍"],
    ["films/a", "其他单位大多有数，此处为零"],
  ]);
  expect(byPart(view).map(({ label, value }) => [label, value])).toEqual([["宣传", 9], ["学习", 3]]);
});

test("a unit that does not exist yet is asked about nothing", () => {
  expect([...notesOf(askedOf(view, new Set(["a"])))]).toEqual([]);
  expect(askedOf(view, new Set(["b"]))).toEqual(view);
});

test("figures to look at come in the order of the table, and only those that it shows", () => {
  const [own, ...others] = view.columns;
  const rows = (...indicators: string[]) => indicators.map((indicator) => ({ indicator })) as TableView["sections"][number]["rows"];
  const columns = [own, ...others].map((column) => ({ ...column, excluded: false })) as TableView["columns"];
  const notes = new Map([["sessions/b", "?"], ["films/a", "?"], ["sessions/a", "?"], ["films/p", "?"], ["gone/a", "?"]]);
  const sections = [{ title: "宣传", rows: rows("films") }, { title: "学习", rows: rows("sessions") }] as TableView["sections"];
  expect(notedFigures({ sections, columns }, notes)).toEqual(["films/a", "sessions/a", "sessions/b"]);
});
