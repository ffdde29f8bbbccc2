import { expect, test } from "vitest";
import type { Schemas } from "@/api/types";
import type { Counts } from "./counts";
import { duties, figures, tiles } from "./wall";

const counts = (by_state: Record<string, number>, in_time = 0, due = 0): Counts => ({
  by_state,
  owed: Object.values(by_state).reduce((sum, one) => sum + one, 0),
  waived: 0,
  in_time,
  due,
  paper_missing: 0,
});

const row = (id: string, own: Counts, below = counts({})) => ({
  unit: { id, key: id, name: id, kind: "city" },
  cells: [],
  own,
  below,
});

function board(...rows: ReturnType<typeof row>[]): Schemas["BoardView"] {
  return { unit: { id: "root", key: "root", name: "root", kind: "province" }, parent: null, columns: [], rows, total: counts({}), at: "" };
}

test("the figures add up the states that people mean", () => {
  const total = counts({ open: 5, submitted: 2, under_review: 1, accepted_on_time: 7, accepted_late: 1, overdue: 3, returned: 1, waived: 9 }, 9, 12);
  const made = Object.fromEntries(figures(total, { owed: 4, handed_in: 1 }).map(({ key, value, tone }) => [key, [value, tone]]));
  expect(made).toEqual({
    in_time: [75, "quiet"],
    today: [4, "quiet"],
    handed_in: [11, "quiet"],
    waiting: [3, "going"],
    overdue: [3, "bad"],
    returned: [1, "warn"],
  });
  expect(figures(counts({}), { owed: 0, handed_in: 0 }).map(({ tone }) => tone)).toEqual(["quiet", "quiet", "quiet", "good", "good", "good"]);
});

test("a tile says the worst of a unit and everything below it, in the place of the unit", () => {
  const made = tiles(
    board(
      row("root", counts({ overdue: 1 })),
      row("a", counts({ accepted_on_time: 2 }, 2, 2), counts({ overdue: 1, returned: 4 }, 0, 1)),
      row("b", counts({ submitted: 1, under_review: 1, open: 3 }, 1, 1)),
      row("c", counts({ not_yet_open: 3 })),
    ),
    [{ unit_id: "a", row: 3, column: 2 }, { unit_id: "b", row: 1, column: 4 }],
  );
  expect(made.columns).toBe(4);
  expect(made.tiles.map(({ id, tone, text, count, in_time, due, row, column }) => [id, tone, text, count, in_time, due, row, column])).toEqual([
    ["b", "going", "wall.waiting", 2, 1, 1, 1, 4],
    ["a", "bad", "wall.overdue", 1, 2, 3, 3, 2],
    ["c", "quiet", "wall.nothing_yet", 0, 0, 0, 4, 1],
  ]);
});

test("without places the tiles stand in order, and a unit with nothing below has none", () => {
  const made = tiles(board(row("b", counts({ open: 1 })), row("a", counts({ due_soon: 1 }))), []);
  expect([made.columns, made.tiles.map(({ id }) => id)]).toEqual([null, ["b", "a"]]);
  expect(tiles(board(row("root", counts({ overdue: 1 }))), []).tiles).toEqual([]);
});

test("what a unit itself owes is told by how much it presses, then by its deadline, without what is no longer asked", () => {
  const column = (title: string, due_at: string, kind = "deliver") => ({ title, period_title: "", due_at, kind }) as never;
  const cell = (at: number, state: string, more: object = {}) =>
    ({ column: at, obligation_id: `o${at}`, state, counted: 0, at_least: 1, dropped: false, ...more }) as never;
  const view = board(row("root", counts({})));
  view.columns = [column("a", "2021-07-01"), column("b", "2021-06-20"), column("c", "2021-06-01"), column("d", "2021-06-10", "quota"), column("e", "2021-06-05"), column("f", "2021-06-02")];
  view.rows[0]!.cells = [cell(0, "open"), cell(1, "open"), cell(2, "accepted_late"), cell(3, "due_soon", { counted: 1, at_least: 2 }), cell(4, "waived"), cell(5, "overdue", { dropped: true })];
  expect(duties(view).map(({ title, count, isAhead }) => [title, count, isAhead])).toEqual([
    ["d", "1 / 2", true],
    ["b", null, true],
    ["a", null, true],
    ["c", null, false],
  ]);
});
