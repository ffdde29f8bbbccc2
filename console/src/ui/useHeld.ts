import { useEffect, useRef } from "react";

/**
 * The value as it was when it began to be held. What somebody decides upon in a window stays as it was until the window
 * is gone: what is read meanwhile is about what they have just done.
 */
export function useHeld<T>(value: T, isHeld: boolean): T {
  const last = useRef(value);
  useEffect(() => {
    if (!isHeld) last.current = value;
  });
  return isHeld ? last.current : value;
}
