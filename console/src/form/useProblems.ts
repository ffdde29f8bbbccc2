import { useEffect, useRef, useState } from "react";
import type { Problems } from "./check";

/** Where everything that is wrong is listed, above the first field. */
export const PROBLEMS = "form-problems";

/** Up to what is wrong; with the focus, so that whoever works by keys goes on from there and not from the button below. */
export function leadToProblems() {
  window.scrollTo({ top: 0 });
  requestAnimationFrame(() => document.getElementById(PROBLEMS)?.focus({ preventScroll: true }));
}

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

/** A register keeps its own questions under keys with a slash in them, so the key is as much of the pointer as is there. */
function partOf(content: object, pointer: string): unknown {
  if (pointer === "") return content;
  const [, group = "", ...rest] = pointer.split("/");
  const parts = (content as Record<string, unknown>)[group];
  if (typeof parts !== "object" || parts === null) return parts;
  const keys = rest.map((_, at) => rest.slice(0, at + 1).join("/"));
  const key = keys.find((one) => one in parts);
  return key === undefined ? undefined : (parts as Record<string, unknown>)[key];
}
