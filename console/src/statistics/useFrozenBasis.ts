import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { tableQuery, type Basis, type Place } from "./api";
import { behindRecords } from "./since";

export type FrozenBasis = ReturnType<typeof useFrozenBasis>;

/** Which figures go out, the signed ones or those of the records, and whether they may: read once somebody asks. */
export function useFrozenBasis({ place, basis, isConfirmed }: { place: Place; basis: Basis; isConfirmed: boolean }, isAsked: boolean) {
  const [chosen, choose] = useState<Basis | null>(null);
  const [isKnown, setKnown] = useState(false);
  const [asked, now] = [
    useQuery({ ...tableQuery(place, "confirmed"), enabled: isAsked }),
    useQuery({ ...tableQuery(place, "live"), enabled: isAsked }),
  ];
  const [signed, live] = [asked.data, now.data];
  const failed = [asked, now].find(({ isError, data }) => isError && data === undefined);
  // The server freezes nothing as confirmed of which nobody has confirmed anything.
  const isSigned = isConfirmed || signed?.columns.some((column) => column.confirmed_at != null) === true;
  const wanted: Basis = chosen ?? (isConfirmed ? "confirmed" : basis);
  // What was signed is what goes out, unless somebody says otherwise.
  const frozen: Basis = isSigned ? wanted : "live";
  const behind = signed === undefined || live === undefined ? null : behindRecords(signed, live);
  // An official table that is older than its records goes out knowingly, or not at all.
  const isBlocked = frozen === "confirmed" && (behind === null || (behind.length > 0 && !isKnown));
  return { frozen, choose, isSigned, signed, behind, isKnown, setKnown, isBlocked, failed };
}
