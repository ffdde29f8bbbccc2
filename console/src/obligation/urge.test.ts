import { expect, it } from "vitest";
import type { ObligationRow } from "./api";
import { isJustUrged, phraseFor } from "./Urge";

const row = (state: ObligationRow["state"], paper: ObligationRow["paper"] = "not_wanted") => ({ state, paper });

it("says only what is true of each of those that are urged together", () => {
  expect(phraseFor([row("overdue"), row("overdue", "missing")])).toBe("urge.phrase_overdue");
  expect(phraseFor([row("returned")])).toBe("urge.phrase_returned");
  expect(phraseFor([row("due_soon", "expected")])).toBe("urge.phrase_soon");
  expect(phraseFor([row("overdue"), row("returned")])).toBe("urge.phrase_mixed");
});

it("asks for the paper of what is handed in", () => {
  expect(phraseFor([row("accepted_on_time", "missing"), row("submitted", "mismatch")])).toBe("urge.phrase_paper");
  expect(phraseFor([row("accepted_on_time", "missing"), row("overdue")])).toBe("urge.phrase_mixed");
});

it("knows who was urged within the hour and will be left out", () => {
  const urged = (urged_at: string) => ({ urged: { last: { urged_at }, times: 1 } }) as Pick<ObligationRow, "urged">;
  const now = "2021-06-16T02:00:00Z";
  expect(["2021-06-16T01:00:00.001Z", "2021-06-16T01:00:00Z", "2021-06-15T01:30:00Z"].map((at) => isJustUrged(urged(at), now))).toEqual([true, false, false]);
  expect(isJustUrged({ urged: null }, now)).toBe(false);
});
