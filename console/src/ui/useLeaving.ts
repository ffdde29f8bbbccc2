import { useRef } from "react";

/** Leaves a window for something behind it: until it is away it keeps the focus, and when it goes it gives it back. */
export function useLeaving(close: () => void) {
  const then = useRef<(() => void) | null>(null);
  return {
    leaveFor: (next: () => void) => {
      then.current = next;
      close();
    },
    /** Once it is away. */
    left: () => {
      const next = then.current;
      then.current = null;
      // After the library, which gives the focus to whatever opened the window.
      if (next !== null) setTimeout(next);
    },
  };
}
