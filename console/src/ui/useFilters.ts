import { useSearchParams } from "react-router";

/** Filters that live in the address, so that a link and the back button show the same list. */
export function useFilters<K extends string>(names: readonly K[]) {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) ?? undefined])) as Record<
    K,
    string | undefined
  >;
  const set = (changes: Partial<Record<K, string | undefined>>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries<string | undefined>(changes)) {
          if (value === undefined || value === "") next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  const clear = () => set(Object.fromEntries(names.map((name) => [name, undefined])) as Partial<Record<K, undefined>>);
  return { values, set, clear, isFiltered: names.some((name) => values[name] !== undefined) };
}
