import { expect, test } from "vitest";
import { entryOf, menuFor } from "./menu";

test.each([
  ["/obligations", "/obligations"],
  ["/obligations/1", "/obligations"],
  ["/obligations/1/report", "/todo"],
  ["/todo", "/todo"],
  ["/account", undefined],
])("the page %s belongs to the entry %s", (page, entry) =>
  expect(entryOf(page, menuFor(["obligation.submit", "obligation.read"]))?.path).toBe(entry));

test("who has no list of what to do finds the report under everything", () =>
  expect(entryOf("/obligations/1/report", menuFor(["obligation.read"]))?.path).toBe("/obligations"));
