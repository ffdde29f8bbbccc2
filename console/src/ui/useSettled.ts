import { useEffect, useState } from "react";

/** Typing pauses this long before the server is asked. */
const PAUSE_MS = 180;

/** What was typed last, once the person pauses. */
export function useSettled(typed: string): [string, (now: string) => void] {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [settled, setSettled];
}
