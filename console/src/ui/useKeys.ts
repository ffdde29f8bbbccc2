import { useEffect } from "react";
import { recalled } from "./kept";

/** What is typed into; marks and choices take no letters. */
const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

export const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && target.closest(TYPED) !== null;

/** A closed dialog may stay in the document; what is open has room on the screen. */
export function isDialogOpen(): boolean {
  const all = [...document.querySelectorAll("dialog[open], [role=dialog]")];
  return all.some((one) => one.getClientRects().length > 0);
}

/** Single keys can be switched off (WCAG 2.1.4); the choice is kept in this browser. */
export const KEYS = "review-keys";
export const areKeysOn = () => recalled(KEYS, (kept) => kept !== false);

/** Single keys that do something while nobody is typing and no dialog is open. */
export function useKeys(isOn: boolean, keys: Record<string, () => void>): void {
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent) => {
      const isInside = event.target instanceof HTMLElement && event.target.closest("dialog, [role=dialog], [role=combobox]") !== null;
      if (isInside || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const act = keys[event.key];
      if (act === undefined) return;
      // The key itself must not arrive in the field that it leads to.
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  });
}
