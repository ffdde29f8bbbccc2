import type { KeyboardEvent } from "react";

/** Out of a box, so that the single keys work again. Escape in the middle of a character only ends that character. */
export function leaveOnEscape(event: KeyboardEvent<HTMLElement>) {
  if (event.key === "Escape" && !event.nativeEvent.isComposing) event.currentTarget.blur();
}
