import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { en } from "./en";
import { zh } from "./zh-CN";
import { t, word } from ".";

const ROOT = join(process.cwd(), "src");

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "i18n" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

it("has the same keys and the same {gaps} in both languages", () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  const gaps = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [key, text] of Object.entries(zh)) expect([key, gaps(en[key as keyof typeof zh])]).toEqual([key, gaps(text)]);
});

it("has no text that nothing shows", () => {
  const all = sources(ROOT).join("\n");
  // Words of closed lists are asked for by `word("role", …)`.
  const lists = [...all.matchAll(/(?:word|words|options)\(\s*"(\w+)"/g), ["", "word"]].map(([, list]) => `${list}.`);
  const unused = Object.keys(zh).filter(
    (key) => !all.includes(`"${key}"`) && !lists.some((list) => key.startsWith(list)),
  );
  expect(unused).toEqual([]);
});

it("leaves no Chinese text outside the catalogue", () => {
  const strings = sources(ROOT).flatMap((text) =>
    text
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
      .split("\n")
      .filter((line) => /[\u4e00-\u9fff]/.test(line) && !/^\s*const parts = /.test(line)),
  );
  expect(strings).toEqual([]);
});

it("fills gaps and never shows a raw value of a closed list", () => {
  expect(t("form.chars", { count: 1, max: 2 })).toBe("1 / 2 字");
  expect(word("role", "city_officer")).toBe("市级填报员");
  expect(word("role", "astronaut")).toBe("其他");
});
