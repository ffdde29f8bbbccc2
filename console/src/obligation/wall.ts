/** What the wall makes of the board: the large figures, and a tile for each unit. */
import type { Schemas } from "@/api/types";
import type { TextKey } from "@/i18n";
import { percentOf } from "@/ui/share";
import type { Tone } from "@/ui/StateMark";
import type { ObligationState } from "./api";
import { number, share, type Counts } from "./counts";
import { PRESSING, WAITING, itemTitle } from "./state";

type Board = Schemas["BoardView"];
type Wall = Schemas["WallView"];

const HANDED_IN: ObligationState[] = [...WAITING, "accepted_on_time", "accepted_late"];

export interface Figure {
  key: "in_time" | "today" | "handed_in" | "waiting" | "overdue" | "returned";
  tone: Tone;
  value: number | null;
  part: [number, number] | null;
}

/** Nothing overdue is good news and looks like it. */
export function figures(total: Counts, today: Wall["today"]): Figure[] {
  const [waiting, overdue, returned] = [number(WAITING, total), number(["overdue"], total), number(["returned"], total)];
  return [
    { key: "in_time", tone: "quiet", value: percentOf(total.in_time, total.due), part: [total.in_time, total.due] },
    { key: "today", tone: "quiet", value: today.owed, part: [today.handed_in, today.owed] },
    { key: "handed_in", tone: "quiet", value: number(HANDED_IN, total), part: [number(HANDED_IN, total), total.owed] },
    { key: "waiting", tone: waiting === 0 ? "good" : "going", value: waiting, part: null },
    { key: "overdue", tone: overdue === 0 ? "good" : "bad", value: overdue, part: null },
    { key: "returned", tone: returned === 0 ? "good" : "warn", value: returned, part: null },
  ];
}

export interface Tile {
  id: string;
  key: string;
  name: string;
  tone: Tone;
  text: TextKey;
  count: number;
  in_time: number;
  due: number;
  row: number;
  column: number;
}

export interface Tiles {
  tiles: Tile[];
  /** How many columns the map has; nothing while no tile has a place and they stand in order. */
  columns: number | null;
}

/** The worst thing first: what a leader would ask about. */
const WORST: { states: ObligationState[]; tone: Tone; text: TextKey }[] = [
  { states: ["overdue"], tone: "bad", text: "wall.overdue" },
  { states: ["returned"], tone: "warn", text: "state.returned" },
  { states: ["due_soon"], tone: "warn", text: "state.due_soon" },
  { states: WAITING, tone: "going", text: "wall.waiting" },
  { states: ["accepted_on_time", "accepted_late"], tone: "good", text: "wall.done" },
];

/** Each mark once, with every word that stands beside it on a tile. */
export const LEGEND: { tone: Tone; texts: TextKey[] }[] = [
  ...[...new Set(WORST.map(({ tone }) => tone))].map((tone) => ({
    tone,
    texts: WORST.filter((one) => one.tone === tone).map(({ text }) => text),
  })),
  { tone: "quiet", texts: ["wall.nothing_yet"] },
];

/** With everything below the unit. A unit that owes nothing yet has a tile too. */
export function tiles(board: Board, places: Wall["tiles"]): Tiles {
  const rows = board.rows.filter(({ unit }) => unit.id !== board.unit.id);
  const where = new Map(places.map((place) => [place.unit_id, place]));
  const placed = rows.filter(({ unit }) => where.has(unit.id));
  const columns = placed.length === 0 ? null : Math.max(...placed.map(({ unit }) => where.get(unit.id)?.column ?? 1));
  const last = Math.max(0, ...placed.map(({ unit }) => where.get(unit.id)?.row ?? 0));
  let loose = 0;
  const made = rows.map(({ unit, own, below }): Tile => {
    const place = where.get(unit.id) ?? next(loose++, last, columns ?? 1);
    const worst = WORST.find(({ states }) => number(states, own, below) > 0);
    return {
      id: unit.id,
      key: unit.key,
      name: unit.name,
      tone: worst?.tone ?? "quiet",
      text: worst?.text ?? "wall.nothing_yet",
      count: worst === undefined ? 0 : number(worst.states, own, below),
      ...share(own, below),
      row: place.row,
      column: place.column,
    };
  });
  // Read out in the order in which they are seen.
  if (columns !== null) made.sort((one, other) => one.row - other.row || one.column - other.column);
  return { tiles: made, columns };
}

/** One thing that the unit itself owes. */
export interface Duty {
  id: string;
  title: string;
  state: ObligationState;
  due_at: string;
  /** `1 / 2` of what is counted. */
  count: string | null;
  /** The deadline is what matters about it; not so once it was handed in, or while a return has set another. */
  isAhead: boolean;
}

const TO_DO: ObligationState[] = ["not_yet_open", "open", "due_soon", "overdue"];

/** What presses, then what is to be done, what waits for others, what is done; each by its deadline. */
const ORDER: ObligationState[][] = [
  ...PRESSING.map((state) => [state]),
  ["open", "not_yet_open"],
  WAITING,
  ["accepted_on_time", "accepted_late"],
];

export function duties(board: Board): Duty[] {
  const own = board.rows.find(({ unit }) => unit.id === board.unit.id)?.cells ?? [];
  const place = (state: ObligationState) => ORDER.findIndex((states) => states.includes(state));
  return own
    .filter(({ dropped, state }) => !dropped && place(state) >= 0)
    .flatMap((cell): Duty[] => {
      const column = board.columns[cell.column];
      if (column === undefined) return [];
      return [
        {
          id: cell.obligation_id,
          title: itemTitle(column),
          state: cell.state,
          due_at: column.due_at,
          count: column.kind === "deliver" ? null : `${cell.counted} / ${cell.at_least}`,
          isAhead: TO_DO.includes(cell.state),
        },
      ];
    })
    .sort((one, other) => place(one.state) - place(other.state) || one.due_at.localeCompare(other.due_at));
}

/** Who has no place stands below the map. */
function next(index: number, last: number, columns: number) {
  return { row: last + 1 + Math.floor(index / columns), column: 1 + (index % columns) };
}
