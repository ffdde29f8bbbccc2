import { expect, it } from "vitest";
import type { SubmissionView } from "./api";
import { saysTheSame } from "./SameAsBefore";

const view = (more: object) =>
  ({ head: { version: 2 }, fields: [{ changed: false }], evidence: [{ changed: false }], reason: { changed: false }, ...more }) as unknown as SubmissionView;

it("is the same when a later version has no other answer, file, outcome or reason", () => expect(saysTheSame(view({}))).toBe(true));

it.each([
  ["a first version", { head: { version: 1 } }],
  ["another answer", { fields: [{ changed: false }, { changed: true }] }],
  ["another file", { evidence: [{ changed: true }] }],
  ["another outcome", { previous_outcome: "zero_report" }],
  ["another reason", { reason: { changed: true } }],
])("is not with %s", (_, more) => expect(saysTheSame(view(more))).toBe(false));
