/** What a browser keeps for the person who sits at it. Nothing that anybody else would miss. */

/** What was kept under the name, as `read` makes sense of it: the storage belongs to the browser and may hold anything. */
export function recalled<T>(name: string, read: (kept: unknown) => T): T {
  try {
    return read(JSON.parse(localStorage.getItem(`anxing.${name}`) ?? "null"));
  } catch {
    return read(null);
  }
}

export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(`anxing.${name}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still does as chosen until the page is closed.
  }
}
