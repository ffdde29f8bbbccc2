/** What the import of a file does with one of its rows, and what looks wrong about it. */
import { mark } from "@/i18n";
import { StateMark } from "@/ui/StateMark";

export function WhatHappens({ line: { what, doubts } }: { line: { what: string[]; doubts: string[] } }) {
  return (
    <>
      {what.join(mark.semicolon)}
      {doubts.map((doubt) => (
        <div key={doubt}>
          <StateMark tone="warn" text={doubt} />
        </div>
      ))}
    </>
  );
}
