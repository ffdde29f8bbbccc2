import { useEffect } from "react";

/** Single keys that do something while nobody is typing and no dialog is open. */
export function useKeys(isOn: boolean, keys: Record<string, () => void>): void {
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent) => {
      const isTaken = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog, [role=dialog], [role=combobox]");
      if (isTaken || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
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
