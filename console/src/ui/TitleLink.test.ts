import { expect, it } from "vitest";
import { cutClosing } from "./TitleLink";

it.each([
  ["悬挂“安全生产月”", ["悬挂“安全生产月", "”"]],
  ["学习《安全生产法》（节选）", ["学习《安全生产法》（节选", "）"]],
  ["“讲“安全””", ["“讲“安全", "””"]],
  ["演练 · 2021年上半年", ["演练 · 2021年上半年", ""]],
  ["”", ["”", ""]],
  ["", ["", ""]],
])("leaves the marks that close %j out of the line", (text, expected) => expect(cutClosing(text)).toEqual(expected));
