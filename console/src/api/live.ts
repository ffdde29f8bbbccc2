/**
 * Hears from the server when something moved. The stream says that, and never what: whoever listens asks for it.
 *
 * A browser comes back by itself to a stream that broke, but not to one that was refused, and it does not notice a line
 * that is dead; so both are watched here. The server gives a sign of life every quarter of a minute.
 */
import { useEffect, useRef, useState } from "react";

/** Three signs of life that did not come. */
const SILENCE_MS = 45_000;
const WATCH_MS = 5_000;
/** After a refusal, the server is asked again this much later. */
const AGAIN_MS = 10_000;

export type Line = { is: "opening" } | { is: "open" } | { is: "lost" } | { is: "ended" };

interface Ears {
  /** Something moved, or may have while nobody heard. */
  moved: () => void;
  line: (line: Line) => void;
}

/** Listens until the returned function is called. */
export function listen(address: string, { moved, line }: Ears): () => void {
  let source: EventSource | null = null;
  let heard = Date.now();
  let again: number | undefined;
  let isOpen = false;
  let isOver = false;

  const lost = () => {
    if (!isOver) line({ is: "lost" });
    isOpen = false;
  };
  const alive = () => {
    heard = Date.now();
    if (isOpen) return;
    isOpen = true;
    line({ is: "open" });
    moved();
  };
  const over = () => {
    isOver = true;
    source?.close();
    line({ is: "ended" });
    // The answer says why: to log in again, for one.
    moved();
  };
  const open = () => {
    source?.close();
    const mine = new EventSource(address);
    source = mine;
    mine.addEventListener("alive", alive);
    mine.addEventListener("moved", () => {
      const wasOpen = isOpen;
      alive();
      if (wasOpen) moved();
    });
    mine.addEventListener("ended", over);
    mine.addEventListener("error", () => {
      lost();
      if (mine.readyState !== EventSource.CLOSED || isOver) return;
      clearTimeout(again);
      again = window.setTimeout(open, AGAIN_MS);
      // Perhaps the session is over, which only an answer can say.
      moved();
    });
  };
  const watch = window.setInterval(() => {
    if (isOver || !isOpen || Date.now() - heard < SILENCE_MS) return;
    lost();
    open();
  }, WATCH_MS);
  open();
  return () => {
    isOver = true;
    clearInterval(watch);
    clearTimeout(again);
    source?.close();
  };
}

/** As `listen`, while the component is shown. */
export function useLive(address: string, moved: () => void): Line {
  const [line, setLine] = useState<Line>({ is: "opening" });
  const latest = useRef(moved);
  useEffect(() => {
    latest.current = moved;
  });
  useEffect(() => listen(address, { moved: () => latest.current(), line: setLine }), [address]);
  return line;
}
