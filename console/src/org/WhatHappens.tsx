/** What the import of a file does with one of its rows, and what looks wrong about it. */
import { mark } from "@/i18n";
import { StateMark } from "@/ui/StateMark";
import { differenceText, type Difference } from "./attributes";

interface Line {
  what: string[];
  attributes?: Difference[];
  doubts: string[];
}

export function WhatHappens({ line: { what, attributes = [], doubts } }: { line: Line }) {
  return (
    <>
      {[...what, ...attributes.map(differenceText)].join(mark.semicolon)}
      {doubts.map((doubt) => (
        <div key={doubt}>
          <StateMark tone="warn" text={doubt} />
        </div>
      ))}
    </>
  );
}
