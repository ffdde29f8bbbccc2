import { expect, it } from "vitest";
import { field, file, slot } from "@/test/definitions";
import { changed } from "./changed";
import type { Content } from "./content";

const definition = { fields: [field("a", "text"), field("t", "table")], evidence: [slot("f")] };

function content(answers: Content["answers"], ...files: string[]): Content {
  return { zero: false, answers, evidence: { f: files.map((digest, index) => file(`${index}`, digest)) } };
}

it.each([
  ["nothing", content({ a: "1" }, "x"), content({ a: "1" }, "x"), []],
  ["left out and empty are the same", content({}), content({ a: " " }), []],
  ["another answer", content({ a: "1" }), content({ a: "2" }), ["/answers/a"]],
  ["another cell", content({ t: [{ x: 1 }] }), content({ t: [{ x: 2 }] }), ["/answers/t"]],
  ["an empty cell more is no change", content({ t: [{ x: 1 }] }), content({ t: [{ x: 1, y: "" }] }), []],
  ["another file", content({}, "x"), content({}, "y"), ["/evidence/f"]],
  ["the same files in another order", content({}, "x", "y"), content({}, "y", "x"), []],
] as [string, Content, Content, string[]][])("%s", (_, before, after, expected) =>
  expect([...changed(definition, before, after)]).toEqual(expected));

it("marks nothing in a first version", () => expect(changed(definition, null, content({ a: "1" })).size).toBe(0));
