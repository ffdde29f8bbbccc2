import { expect, it } from "vitest";
import { awaiting } from "./awaiting";

const near = (source_id: string) => ({ source_id, source_kind: "activity", title: source_id });

it("takes of what nearly counts only what was handed in, and of what was handed in only what would count here", () => {
  expect(awaiting([near("draft"), near("sent")], new Set(["sent", "of another duty"]))).toEqual([near("sent")]);
  expect(awaiting([], new Set(["sent"]))).toEqual([]);
});
