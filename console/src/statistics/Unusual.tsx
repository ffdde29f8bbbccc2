/** The figures that somebody should look at, one after the other: most of a wide table is off the screen. */
import { Alert, Button } from "antd";
import { useState } from "react";
import { t } from "@/i18n";
import { StateMark } from "@/ui/StateMark";
import type { TableColumn } from "./api";
import { unusualText } from "./doubts";

export interface Steps {
  /** Keys of notes in the order in which the table is read. */
  figures: string[];
  at: number | null;
  /** To the figure after this one, or after the one that was shown last. */
  next: (from?: string) => void;
  /** To the first of them, whichever was shown last. */
  first: () => void;
}

export const noteId = (key: string) => `note-${key}`;

export function useSteps(figures: string[]): Steps {
  const [at, setAt] = useState<number | null>(null);
  const go = (last: number | null, to: number) => {
    if (last !== null) fold(figures[last]);
    setAt(to);
    show(figures[to]);
  };
  const next = (from?: string) => {
    const last = from === undefined ? at : figures.indexOf(from);
    go(last, last === null ? 0 : (last + 1) % figures.length);
  };
  return { figures, at, next, first: () => go(at, 0) };
}

function noteOf(key: string | undefined): HTMLDetailsElement | null {
  const note = key === undefined ? null : document.getElementById(noteId(key));
  return note instanceof HTMLDetailsElement ? note : null;
}

function fold(key: string | undefined): void {
  const note = noteOf(key);
  if (note !== null) note.open = false;
}

/** Opens the note in the middle of its table and puts the focus there. The page stays, and with it the way on above the table. */
function show(key: string | undefined): void {
  const note = noteOf(key);
  if (note === null) return;
  note.open = true;
  bring(note);
  note.querySelector("summary")?.focus({ preventScroll: true });
}

/** Brings something of a table into the middle of it, and the table onto the screen. */
export function bring(thing: HTMLElement): void {
  const frame = thing.closest(".board");
  if (frame === null) return;
  const [inner, outer] = [thing.getBoundingClientRect(), frame.getBoundingClientRect()];
  // The first column and the head stay where they are and cover what is behind them.
  const corner = frame.querySelector("thead th")?.getBoundingClientRect() ?? outer;
  const middle = (from: number, to: number, size: number) => Math.max(from, (from + to - size) / 2);
  frame.scrollBy({
    left: inner.left - middle(corner.right, outer.right, inner.width),
    top: inner.top - middle(corner.bottom, outer.bottom, inner.height),
  });
  frame.scrollIntoView({ block: "nearest" });
  // On a telephone the table does not scroll by itself, but the page.
  thing.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** How many there are, and the way to the next. */
export function Unusual({ steps: { figures, at, next } }: { steps: Steps }) {
  if (figures.length === 0) return null;
  return (
    <>
      <StateMark tone="warn" text={t("statistics.unusual", { count: figures.length })} />
      <Button size="small" className="no-print" onClick={() => next()}>
        {at === null ? t("statistics.unusual_first") : t("statistics.unusual_next", { at: at + 1, count: figures.length })}
      </Button>
    </>
  );
}

interface NoticeProps {
  figures: string[];
  columns: TableColumn[];
  /** Leaves the window for the table and goes through them there; without it there is nothing to go through. */
  look?: (() => void) | undefined;
}

/** In a window that does not show the columns of the units below: in which of them the figures stand. */
export function UnusualNotice({ figures, columns, look }: NoticeProps) {
  if (figures.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="unusual"
      style={{ marginBottom: 8 }}
      title={unusualText(figures, columns)}
      {...(look === undefined ? {} : { action: <Button size="small" onClick={look}>{t("statistics.unusual_first")}</Button> })}
    />
  );
}
