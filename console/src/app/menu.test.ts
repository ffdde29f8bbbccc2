import { expect, test } from "vitest";
import { entryOf, mayOpen, menuFor } from "./menu";

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

test.each([
  ["/people", ["obligation.submit", "obligation.read"], false],
  ["/reviews", ["obligation.submit", "obligation.read"], false],
  ["/wall", ["audit.read"], false],
  ["/people", ["org.read_people"], true],
  ["/plan", ["campaign.keep"], true],
  ["/papers", ["obligation.read"], true],
  // A detail stands with the list that it is of, also where one cannot do what it is for.
  ["/obligations/1/report", ["obligation.read"], true],
  ["/obligations/1", [], false],
  // In nobody's menu.
  ["/account", [], true],
  ["/submissions/1/receipt", [], true],
  ["/peoples", [], true],
])("the page %s opens to who may %j: %s", (page, actions, opens) => expect(mayOpen(page, actions)).toBe(opens));
