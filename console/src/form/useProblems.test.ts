import { expect, it } from "vitest";
import { stillSaid } from "./useProblems";

it("takes back what is about the whole with any change", () =>
  expect(stillSaid(new Map([["", "已截止"]]), { a: 1 }, { a: 2 })).toEqual(new Map()));

it("says nothing any more about what was changed", () => {
  const before = { answers: { a: "", b: "", rows: [{ c: 1 }] }, evidence: { pictures: [] as string[] }, subject: null as string | null };
  const said = new Map([
    ["/answers/a", "缺 a"], ["/answers/b", "缺 b"], ["/answers/rows/0/c", "行 1"], ["/evidence/pictures", "缺图片"],
    ["/subject", "缺单位"],
  ]);
  const left = (after: typeof before) => [...stillSaid(said, before, after).keys()];
  expect(left({ ...before })).toEqual([...said.keys()]);
  expect(left({ ...before, answers: { ...before.answers, a: "写了" } })).not.toContain("/answers/a");
  expect(left({ ...before, answers: { ...before.answers, a: "写了" } })).toHaveLength(4);
  expect(left({ ...before, answers: { ...before.answers, rows: [] } })).not.toContain("/answers/rows/0/c");
  expect(left({ ...before, evidence: { pictures: ["p"] } })).not.toContain("/evidence/pictures");
  expect(left({ ...before, subject: "u" })).not.toContain("/subject");
});

it("a question of a register, whose key has a slash, is not red any more once it is filled in", () => {
  const problems = new Map([["/answers/answers/hazards_found", "请填写“发现隐患”"]]);
  const before = { answers: {} };
  expect(stillSaid(problems, before, { answers: { "answers/hazards_found": 0 } }).size).toBe(0);
  expect(stillSaid(problems, before, { answers: { title: "检查" } }).size).toBe(1);
});
