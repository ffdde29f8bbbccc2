import { useState } from "react";
import { useNarrow } from "@/ui/screen";
import type { ReviewDeskRow } from "./api";

/** Which report of the list is open, and the ways from it to others. `open` puts one into the address, or none. */
export function useDeskPlace(rows: ReviewDeskRow[], asked: string | undefined, open: (submission: string | undefined) => void) {
  // Beside the list the first report is open; where there is room for one of the two, the list comes first.
  const isNarrow = useNarrow();
  const chosen = asked ?? (isNarrow ? undefined : rows[0]?.submission_id);
  const [byKey, setByKey] = useState<string | null>(null);
  const place = rows.findIndex((row) => row.submission_id === chosen);
  const choose = (submission: string) => {
    setByKey(null);
    open(submission);
  };
  const step = (by: 1 | -1) => () => {
    const to = rows[place + by];
    if (to === undefined) return;
    setByKey(to.submission_id);
    open(to.submission_id);
  };
  const goOn = () => {
    // The one below, so that the list is worked off in its order; after the last one the one above.
    const next = (rows[place + 1] ?? rows[place - 1])?.submission_id;
    setByKey(next ?? null);
    open(isNarrow ? undefined : next);
  };
  return { isNarrow, chosen, isByKey: byKey === chosen, choose, step, goOn, close: () => open(undefined) };
}
