/** A part of the board: what is handed in, or what is counted. Pure. */
import type { Board } from "./BoardPage";

export const PARTS = ["all", "reports", "counted"] as const;
export type Part = (typeof PARTS)[number];

export function partOf(text: string | null): Part {
  return PARTS.find((part) => part === text) ?? "all";
}

/** The columns of the part with their cells; cells name their column by its place. */
export function boardPart(view: Board, part: Part): Board {
  if (part === "all") return view;
  const places = new Map<number, number>();
  const columns = view.columns.filter(({ kind }, place) => {
    const isIn = (kind === "deliver") === (part === "reports");
    if (isIn) places.set(place, places.size);
    return isIn;
  });
  const rows = view.rows.map((row) => ({
    ...row,
    cells: row.cells.flatMap((cell) => {
      const column = places.get(cell.column);
      return column === undefined ? [] : [{ ...cell, column }];
    }),
  }));
  return { ...view, columns, rows };
}
