/**
 * How everything looks: light or dark (as the system says, unless chosen), and the elder mode (适老化) with large type,
 * high contrast and a simpler layout. Kept in the browser; the style sheet reads two attributes of the document.
 */
import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";
export interface Appearance {
  theme: Theme;
  elder: boolean;
}

export const THEMES: Theme[] = ["system", "light", "dark"];
const KEPT_AS = "anxing.appearance";
const darkSystem = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;

let appearance: Appearance = remembered();
let shown: Shown = resolve();
const listeners = new Set<() => void>();

/** What is chosen, and whether that is dark at this moment. */
export interface Shown extends Appearance {
  dark: boolean;
}

/** What was kept, as far as it makes sense: the storage belongs to the browser and may hold anything. */
export function appearanceOf(text: string | null): Appearance {
  try {
    const kept = JSON.parse(text ?? "{}") as Partial<Appearance> | null;
    return { theme: THEMES.find((theme) => theme === kept?.theme) ?? "system", elder: kept?.elder === true };
  } catch {
    return { theme: "system", elder: false };
  }
}

function remembered(): Appearance {
  try {
    return appearanceOf(localStorage.getItem(KEPT_AS));
  } catch {
    return appearanceOf(null);
  }
}

function resolve(): Shown {
  const dark = appearance.theme === "dark" || (appearance.theme === "system" && (darkSystem?.matches ?? false));
  return { ...appearance, dark };
}

/** Puts the two attributes on the document. Called before the first paint, and after each change. */
export function applyAppearance(): void {
  shown = resolve();
  document.documentElement.dataset["theme"] = shown.dark ? "dark" : "light";
  document.documentElement.dataset["elder"] = String(shown.elder);
  for (const listener of listeners) listener();
}

darkSystem?.addEventListener("change", applyAppearance);

export function setAppearance(change: Partial<Appearance>): void {
  appearance = { ...appearance, ...change };
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(appearance));
  } catch {
    // A browser that keeps nothing still looks as chosen until the page is closed.
  }
  applyAppearance();
}

export function useAppearance(): Shown {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => shown,
  );
}
