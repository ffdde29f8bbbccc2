import { useEffect, useState, useSyncExternalStore } from "react";
import { DraftKeeper, type DraftState, type Save } from "./draft";

/** Content that saves itself. Leaving the page with something unsaved asks first. */
export function useDraft<T>(initial: T, revision: number, save: Save<T>) {
  // The first revision is where the keeper starts; later ones it knows from its own saves.
  const [keeper] = useState(() => new DraftKeeper(save, revision));
  const [content, setContent] = useState(initial);
  const state: DraftState = useSyncExternalStore(keeper.subscribe, keeper.current);

  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (keeper.isUnsaved) event.preventDefault();
    };
    window.addEventListener("beforeunload", guard);
    return () => {
      window.removeEventListener("beforeunload", guard);
      // Going to another page of the console saves what was typed last.
      void keeper.flush().finally(() => keeper.dispose());
    };
  }, [keeper]);

  const change = (make: (before: T) => T) => {
    setContent((before) => {
      const next = make(before);
      // Told later: a state that is being computed must have no effects of its own.
      queueMicrotask(() => keeper.change(next));
      return next;
    });
  };
  return { content, change, state, keeper };
}
