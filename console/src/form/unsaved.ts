/**
 * What was typed and the server does not have yet, kept by the tab: it outlives a reload, a crash, and a telephone that
 * puts the page to sleep where there is no network. It goes with the tab, and when the person leaves.
 */

const PREFIX = "anxing.unsaved.";

export interface Unsaved<T> {
  content: T;
  /** The revision of the draft that it was typed over. */
  revision: number;
}

export function recallUnsaved<T>(name: string): Unsaved<T> | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + name) ?? "null");
    const isOurs = typeof kept === "object" && kept !== null && "content" in kept && "revision" in kept;
    return isOurs ? (kept as Unsaved<T>) : null;
  } catch {
    return null;
  }
}

export function keepUnsaved<T>(name: string, unsaved: Unsaved<T> | null): void {
  try {
    if (unsaved === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(unsaved));
  } catch {
    // A browser that keeps nothing still asks before the page is closed.
  }
}

export function forgetAllUnsaved(): void {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
  } catch {
    // Nothing can be read, so nothing was kept.
  }
}
