/** Which uploads this browser has begun and not finished, so that a page that was loaded again goes on with them. */
import type { Target } from "./upload";

const PREFIX = "anxing.upload.";
/** As long as the server waits by default; it is asked anyway. */
const KEPT_MS = 10 * 24 * 3600 * 1000;

interface Begun {
  address: string;
  at: number;
}

/** The same file for the same place. Browsers tell nothing better than name, size and time without reading all of it. */
export function placeOf(file: File, { unit, kind }: Target): string {
  return [PREFIX, unit, kind, file.size, file.lastModified, file.name].join("|");
}

function read(place: string): Begun | null {
  try {
    const begun = JSON.parse(localStorage.getItem(place) ?? "null") as Begun | null;
    return typeof begun?.address === "string" && typeof begun.at === "number" ? begun : null;
  } catch {
    return null;
  }
}

export function begunAt(place: string): string | null {
  return read(place)?.address ?? null;
}

export function remember(place: string, address: string): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && (read(key)?.at ?? 0) < Date.now() - KEPT_MS) localStorage.removeItem(key);
    }
    localStorage.setItem(place, JSON.stringify({ address, at: Date.now() } satisfies Begun));
  } catch {
    // Without storage an upload still goes on after a lost connection, only not after the page was loaded again.
  }
}

export function forget(place: string): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept either.
  }
}
