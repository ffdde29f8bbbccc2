import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { weeksQuery, type Place, type TableView } from "./api";
import { useSteps } from "./Unusual";
import { askedOf, notedFigures, notesOf, uncorrected } from "./weeks";

/** What is unusual about the figures: which among all of them, and of those that nobody has corrected which, one after the other. */
export function useUnusual(place: Place, table: TableView | undefined, unbegun: ReadonlySet<string>) {
  const found = useQuery(weeksQuery(place)).data;
  const weeks = useMemo(() => found && askedOf(found, unbegun), [found, unbegun]);
  // What is unusual was found among the records.
  const notes = useMemo(() => (weeks === undefined ? undefined : uncorrected(notesOf(weeks), table)), [weeks, table]);
  const all = weeks === undefined || table === undefined ? [] : notedFigures(table, notesOf(weeks));
  const steps = useSteps(notes === undefined || table === undefined ? [] : notedFigures(table, notes));
  return { notes, all, steps };
}
