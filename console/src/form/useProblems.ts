import { useEffect, useRef, useState } from "react";
import type { Problems } from "./check";

/** What is said to be wrong, until the part that it is about is changed: a field that was filled in is not red any more. */
export function useProblems<T extends object>(content: T) {
  const [problems, setProblems] = useState<Problems>(new Map());
  const before = useRef(content);
  useEffect(() => {
    const last = before.current;
    before.current = content;
    if (last !== content) setProblems((said) => stillSaid(said, last, content));
  }, [content]);
  return [problems, setProblems] as const;
}

/** Those about parts that are the same as before: `/answers/key` and `/evidence/key`, whatever lies deeper; "" is about all. */
export function stillSaid<T extends object>(problems: Problems, before: T, after: T): Problems {
  const kept = [...problems].filter(([pointer]) => partOf(before, pointer) === partOf(after, pointer));
  return kept.length === problems.size ? problems : new Map(kept);
}

function partOf(content: object, pointer: string): unknown {
  let part: unknown = content;
  for (const key of pointer.split("/").slice(1, 3)) {
    if (typeof part !== "object" || part === null) return part;
    part = (part as Record<string, unknown>)[key];
  }
  return part;
}
