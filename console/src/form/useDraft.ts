import { useEffect, useState, useSyncExternalStore } from "react";
import { useMe } from "@/app/session";
import { DraftKeeper, type DraftState, type Save } from "./draft";
import { keepUnsaved, recallUnsaved, type Unsaved } from "./unsaved";

/** Drafts whose page was left and whose last words are on their way to the server. */
const leaving = new Set<string>();

/**
 * Content that saves itself. Leaving the page with something unsaved asks first; what was left unsaved all the same, or
 * was lost with the page, is there again when the same tab comes back to `name`.
 */
export function useDraft<T>(name: string, initial: T, revision: number, save: Save<T>) {
  const place = `${useMe().person.id}.${name}`;
  const [left] = useState(() => stillUnsaved(leaving.has(place) ? null : recallUnsaved<T>(place), initial, revision));
  // The first revision is where the keeper starts; later ones it knows from its own saves.
  const [keeper] = useState(
    () => new DraftKeeper(save, left?.revision ?? revision, (unsaved) => keepUnsaved(place, unsaved)),
  );
  const [content, setContent] = useState(left?.content ?? initial);
  const state: DraftState = useSyncExternalStore(keeper.subscribe, keeper.current);

  useEffect(() => {
    if (left !== null) keeper.change(left.content);
  }, [keeper, left]);

  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (keeper.isUnsaved) event.preventDefault();
    };
    window.addEventListener("beforeunload", guard);
    return () => {
      window.removeEventListener("beforeunload", guard);
      // Going to another page of the console saves what was typed last.
      leaving.add(place);
      void keeper.flush().finally(() => {
        keeper.dispose();
        leaving.delete(place);
      });
    };
  }, [keeper, place]);

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

/** The save may have arrived although its answer did not: then the server has it already, under a later revision. */
export function stillUnsaved<T>(left: Unsaved<T> | null, initial: T, revision: number): Unsaved<T> | null {
  const isThere = left !== null && left.revision !== revision && JSON.stringify(left.content) === JSON.stringify(initial);
  return isThere ? null : left;
}
