import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { UNDECIDED, lackOf, type Deciding } from "./decision";
import { Phrases, withPhrase } from "./Phrases";

it.each([
  ["", "请核对", "请核对"],
  ["  ", "请核对", "请核对"],
  ["第 3 页缺章 ", "请核对", "第 3 页缺章；请核对"],
  ["数字不符；请核对", "请核对", "数字不符；请核对"],
])("%j and a phrase", (text, phrase, expected) => expect(withPhrase(text, phrase)).toBe(expected));

function Owner() {
  const [text, setText] = useState("缺第 3 页");
  return (
    <>
      <input aria-label="原因" value={text} onChange={(event) => setText(event.target.value)} />
      <Phrases label="常用语" value={text} onChange={setText} />
    </>
  );
}

it("puts the chosen phrase into the field, where it can be changed, and can be chosen from again", async () => {
  render(<Owner />);
  const choose = async (phrase: string) => {
    await userEvent.click(screen.getByRole("combobox", { name: "常用语" }));
    await userEvent.click(screen.getByTitle(phrase));
  };
  await choose("数字与台账不一致，请核对");
  const field = screen.getByLabelText<HTMLInputElement>("原因");
  expect(field.value).toBe("缺第 3 页；数字与台账不一致，请核对");
  screen.getByText("常用语");
  await userEvent.clear(field);
  await choose("数字与台账不一致，请核对");
  expect(field.value).toBe("数字与台账不一致，请核对");
});

const until = "2021-06-18T15:00:00+08:00";
const wrong = (reason: string): Deciding["parts"] => ({ "/answers/a": { ok: false, reason } });

it.each([
  ["words", UNDECIDED],
  ["words", { ...UNDECIDED, until }],
  ["reason", { ...UNDECIDED, note: "请改", until, parts: wrong(" ") }],
  ["until", { ...UNDECIDED, note: "请改" }],
  ["until", { ...UNDECIDED, parts: wrong("不符") }],
  [null, { ...UNDECIDED, parts: wrong("不符"), until }],
] as [string | null, Deciding][])("a return lacks %s", (expected, deciding) => expect(lackOf(deciding)).toBe(expected));
