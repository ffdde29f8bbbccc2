/** How much room there is. Asked of the browser directly, so that the first page needs no library for it. */
import { useSyncExternalStore } from "react";
import { useAppearance } from "./appearance";

/** The same border as in console.css. */
const NARROW = "(max-width: 767px)";

function watch(query: string) {
  const list = typeof matchMedia === "function" ? matchMedia(query) : null;
  return {
    subscribe: (changed: () => void) => {
      list?.addEventListener("change", changed);
      return () => list?.removeEventListener("change", changed);
    },
    holds: () => list?.matches ?? false,
  };
}

/** Where a list and what was chosen in it stand one below the other: the same border as that of `.split` in console.css. */
const STACKED = "(max-width: 899px)";

const narrow = watch(NARROW);
const stacked = watch(STACKED);

export function useNarrow(): boolean {
  return useSyncExternalStore(narrow.subscribe, narrow.holds);
}

/** A list stands above what was chosen in it where there is no room beside it, and where large type was asked for. */
export function useStacked(): boolean {
  const isStacked = useSyncExternalStore(stacked.subscribe, stacked.holds);
  return useAppearance().elder || isStacked;
}

/** Rows are cards where a table would need scrolling, and where large type was asked for. */
export function useAsCards(): boolean {
  const isNarrow = useNarrow();
  return useAppearance().elder || isNarrow;
}
