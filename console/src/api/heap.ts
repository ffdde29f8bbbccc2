/** How much waits for a person: a small number beside a menu, read again by the minute. */
export const MINUTE_MS = 60_000;

/** Such numbers are not older than a minute. */
export const BY_THE_MINUTE = { staleTime: MINUTE_MS, refetchInterval: MINUTE_MS };

/** More than so many is a heap, and the exact number of it helps nobody. */
export const HEAP_SHOWN_MAX = 50;

/** A page may hold nothing that is the person's own to decide; so many are looked through. */
const PAGES_MAX = 5;

/** The numbers themselves stand beneath the keys of their lists, under these names. */
const NUMBERS = ["number", "to-decide"];

interface Keyed {
  queryKey: readonly unknown[];
}

/** The lists alone, whose second key is what they are narrowed by: a single record may be in somebody's hands. */
export const isList = ({ queryKey }: Keyed): boolean => typeof queryKey[1] === "object";

export const isListOrNumber = (query: Keyed): boolean => isList(query) || NUMBERS.some((name) => name === query.queryKey[1]);

/** How many there are, and whether more may follow. */
export interface Heap {
  count: number;
  hasMore: boolean;
}

/** Reads on until a page has something that waits. */
export async function heapOf<T>(
  read: (page: { limit: number; after?: string }) => Promise<{ items: T[]; next?: string | null }>,
  waits: (item: T) => boolean,
): Promise<Heap> {
  let after: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { items, next } = await read({ limit: HEAP_SHOWN_MAX, ...(after === undefined ? {} : { after }) });
    const count = items.filter(waits).length;
    if (count > 0 || next == null) return { count, hasMore: next != null };
    after = next;
  }
  return { count: 0, hasMore: true };
}

/** The number as it is shown; nothing while nothing is known to wait. */
export function heapText(heap: Heap | undefined): string | null {
  if (heap === undefined || heap.count === 0) return null;
  return heap.hasMore ? `${heap.count}+` : String(heap.count);
}
