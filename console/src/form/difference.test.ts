import { expect, it } from "vitest";
import { differences, type Piece } from "./difference";

/** `共[有]` for pieces, so that a case is one line. */
const written = (pieces: Piece[]) => pieces.map(({ text, isOnly }) => (isOnly ? `[${text}]` : text)).join("");

it.each([
  ["the same", "甲乙", "甲乙", "甲乙", "甲乙"],
  ["something more", "开展宣讲", "开展线上宣讲", "开展宣讲", "开展[线上]宣讲"],
  ["something less", "共三场活动", "共活动", "共[三场]活动", "共活动"],
  ["another figure, as a whole", "参加 120 人", "参加 1200 人", "参加 [120] 人", "参加 [1200] 人"],
  ["another figure with separators", "共 1,200 人", "共 12,200 人", "共 [1,200] 人", "共 [12,200] 人"],
  ["the end of a sentence after a figure", "共 3.", "共 4.", "共 [3].", "共 [4]."],
  ["another word, as a whole", "see plan A", "see plane A", "see [plan] A", "see [plane] A"],
  ["two places", "一月在沈阳办会", "二月在大连办会", "[一]月在[沈阳]办会", "[二]月在[大连]办会"],
  ["nothing before", "", "新", "", "[新]"],
  ["nothing after", "旧", "", "[旧]", ""],
  ["a repeated letter", "安安全", "安全", "安[安]全", "安全"],
  ["line breaks and rare characters", "甲\n𠮷", "甲\n𠮷乙", "甲\n𠮷", "甲\n𠮷[乙]"],
])("%s", (_, before, after, old, now) => {
  const found = differences(before, after);
  expect([written(found.before), written(found.after)]).toEqual([old, now]);
});

it("loses nothing, and what is left of both without the marked parts is the same", () => {
  const text = (seed: number) => Array.from({ length: 60 }, (_, at) => "安全月活动1 a"[(at * seed + (at % seed)) % 9]).join("");
  for (let seed = 1; seed < 40; seed += 1) {
    const [before, after] = [text(seed), text(seed + 3)];
    const found = differences(before, after);
    const whole = (pieces: Piece[]) => pieces.map((piece) => piece.text).join("");
    const shared = (pieces: Piece[]) => whole(pieces.filter(({ isOnly }) => !isOnly));
    expect([whole(found.before), whole(found.after)]).toEqual([before, after]);
    expect(shared(found.before)).toBe(shared(found.after));
  }
});

it("calls the middle of two long texts different instead of comparing for ever", () => {
  const long = (letter: string) => `头${letter.repeat(3_000)}尾`;
  expect(written(differences(long("甲"), long("乙")).after)).toBe(`头[${"乙".repeat(3_000)}]尾`);
  const half = (letter: string) => `头${`${letter}中`.repeat(1_500)}尾`;
  expect(differences(half("甲"), half("乙")).after).toHaveLength(3);
});
