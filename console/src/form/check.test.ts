import { describe, expect, it } from "vitest";
import { field, file, slot } from "@/test/definitions";
import { check } from "./check";
import { EMPTY, INTEGER_MAX, type Content, type Definition } from "./content";

const definition: Definition = {
  fields: [
    field("place", "text", { required: true, max_chars: 5 }),
    field("heads", "integer", { unit: "人", min: 1, max: 100 }),
    field("sum", "integer"),
    field("day", "date"),
    field("mode", "choice", { options: [{ value: "online", title: "线上" }] }),
    field("visits", "table", { max_rows: 2, columns: [field("who", "text", { required: true }), field("n", "integer")] }),
  ],
  evidence: [slot("video", { kind: "video", required: true, min: 1, max: 2 }), slot("extra", { min: 2 })],
};

const good: Content = { zero: false, answers: { place: "大连" }, evidence: { video: [file("a")] } };

function pointers(change: Partial<Content["answers"]>, evidence: Content["evidence"] = good.evidence): string[] {
  return [...check(definition, { zero: false, answers: { ...good.answers, ...change }, evidence }).keys()];
}

describe("check", () => {
  it("finds nothing wrong with a complete form", () => expect(pointers({})).toEqual([]));

  it.each([
    ["a required text of blanks", { place: "  " }, ["/answers/place"]],
    ["a text that is too long", { place: "123456" }, ["/answers/place"]],
    ["five emoji, which are five characters", { place: "😀😀😀😀😀" }, []],
    ["a figure below its least value", { heads: 0 }, ["/answers/heads"]],
    ["a figure above its greatest value", { heads: 101 }, ["/answers/heads"]],
    ["a negative figure", { sum: -1 }, ["/answers/sum"]],
    ["a fraction", { sum: 1.5 }, ["/answers/sum"]],
    ["words in the place of a figure", { sum: "三万" }, ["/answers/sum"]],
    ["the largest figure", { sum: INTEGER_MAX }, []],
    ["a day that does not exist", { day: "2021-02-30" }, ["/answers/day"]],
    ["a choice that is not offered", { mode: "offline" }, ["/answers/mode"]],
    ["a row without its required cell", { visits: [{ n: 1 }] }, ["/answers/visits/0/who"]],
    ["a bad cell in the second row", { visits: [{ who: "a" }, { who: "b", n: -1 }] }, ["/answers/visits/1/n"]],
    ["more rows than allowed", { visits: [{ who: "a" }, { who: "b" }, { who: "c" }] }, ["/answers/visits"]],
  ])("%s", (_, answers, expected) => expect(pointers(answers)).toEqual(expected));

  it.each([
    ["no required file", {}, ["/evidence/video"]],
    ["more files than allowed", { video: [file("a"), file("b"), file("c")] }, ["/evidence/video"]],
    ["fewer than the least, once there are any", { video: [file("a")], extra: [file("x")] }, ["/evidence/extra"]],
  ])("%s", (_, evidence, expected) => expect(pointers({}, evidence as Content["evidence"])).toEqual(expected));

  it("asks nothing of a zero report", () => expect(check(definition, { ...EMPTY, zero: true }).size).toBe(0));
});
