import { expect, it } from "vitest";
import type { ObligationRow } from "./api";
import { phraseFor } from "./Urge";

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
