import { expect, it } from "vitest";
import { field, file, slot } from "@/test/definitions";
import { changed, ofBoth, unlike } from "./changed";
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

it("names what two drafts do not have alike, in the order of the form", () => {
  const [mine, theirs] = [content({ a: "1", t: [{ x: 1 }] }, "x"), content({ a: "2", t: [{ x: 1 }] }, "y")];
  const beside = [{ title: "原因", mine: "", theirs: "没有" }, { title: "办理情况", mine: "已开展", theirs: "已开展" }];
  const found = unlike(definition, mine, theirs, beside);
  expect(found.words.map(({ title }) => title)).toEqual(["原因"]);
  expect([found.fields.map(({ key }) => key), found.slots.map(({ key }) => key)]).toEqual([["a"], ["f"]]);
});

it("asks for the questions of both, each once", () => {
  const other = { fields: [field("a", "text"), field("b", "text")], evidence: [slot("g")] };
  expect(ofBoth(definition, other).fields.map(({ key }) => key)).toEqual(["a", "t", "b"]);
  expect(ofBoth(definition, other).evidence.map(({ key }) => key)).toEqual(["f", "g"]);
});
