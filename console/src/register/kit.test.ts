import { expect, it } from "vitest";
import { formPointer } from "./kit";

it.each([
  ["/details/title", "/answers/title"],
  ["/details/answers/sessions", "/answers/answers/sessions"],
  ["/details/evidence/photos/0", "/evidence/photos"],
  ["/details/captures/2", "/evidence/captures"],
  ["/details/subject_id", "/answers/subject_id"],
])("%s is shown at %s", (server, form) => expect(formPointer(server)).toBe(form));
