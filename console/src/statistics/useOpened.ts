/** The figure whose records are open, in the address: whoever comes back from a record finds them as they were left. */
import { useCallback, useEffect, useRef } from "react";
import { useFilters } from "@/ui/useFilters";
import type { TableView } from "./api";
import { openedBy } from "./opened";
import { bring } from "./Unusual";

/** How far the records of a figure were scrolled, for the way back to them. Whoever closes them has left. */
const scrolled = new Map<string, number>();

export function useOpened(view: TableView | undefined, isThis = true) {
  const { values, set } = useFilters(["figure"] as const);
  const key = isThis ? values.figure : undefined;
  const opened = view === undefined || key === undefined ? null : openedBy(view, key);
  const frame = useRef<HTMLDivElement>(null);
  // Somebody who has just pressed a figure looks at it already.
  const isPlaced = useRef(false);
  const find = useCallback(
    (wanted: string) => [...(frame.current?.querySelectorAll<HTMLElement>("[data-figure]") ?? [])].find(({ dataset }) => dataset.figure === wanted),
    [],
  );
  const last = useRef<string | null>(null);
  const giveFocus = useCallback(() => {
    const figure = last.current === null ? undefined : find(last.current);
    // After the library, which gives it to whatever had it before: by the way back the heading of the page.
    setTimeout(() => figure?.focus({ preventScroll: true }));
  }, [find]);
  const shown = opened?.key ?? null;
  useEffect(() => {
    if (shown === null) {
      // The library says that it is away only where it had come in whole.
      giveFocus();
      return;
    }
    last.current = shown;
    if (isPlaced.current) return;
    isPlaced.current = true;
    // A page that was just gone to first puts itself at its head.
    const soon = setTimeout(() => {
      const figure = find(shown);
      if (figure !== undefined) bring(figure);
    });
    return () => clearTimeout(soon);
  }, [shown, find, giveFocus]);
  return {
    opened,
    frame,
    open: (figure: string) => {
      isPlaced.current = true;
      set({ figure });
    },
    close: () => {
      if (opened !== null) scrolled.delete(opened.key);
      set({ figure: undefined });
    },
    /** The focus goes back to the figure, also where it was opened by the address. */
    closed: giveFocus,
  };
}

/** Goes on a thing inside of what scrolls; `isThere` once there is so much to scroll again. */
export function useKeptScroll(key: string, isThere: boolean) {
  const inside = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const body = isThere ? inside.current?.closest(".ant-drawer-body") : undefined;
    if (body == null) return;
    body.scrollTop = scrolled.get(key) ?? 0;
    const keep = () => scrolled.set(key, body.scrollTop);
    body.addEventListener("scroll", keep, { passive: true });
    return () => body.removeEventListener("scroll", keep);
  }, [key, isThere]);
  return inside;
}
