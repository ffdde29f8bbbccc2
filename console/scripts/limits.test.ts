import { expect, it } from "vitest";
import { loadedWith, tooNew } from "./limits";

it.each([
  ["a.js", "class A { static { this.b = 1 } #c = 2 } a ??= b.at(-1)", []],
  ["a.js", "for (using a of b) {}", [expect.stringContaining("SyntaxError")]],
  ["a.js", "const a = b.toSorted()", ["a.js: change by copy (110)"]],
  ["a.js", "const a = /x/v", [expect.stringContaining("SyntaxError")]],
  ["a.css", "a:focus-visible { inset: 0 }", []],
  ["a.css", "a:has(b) { color: red }", ["a.css: :has (105)"]],
  ["a.css", ".a { &:hover { color: red } }", ["a.css: nesting (112)"]],
])("%s: %s", (name, text, expected) => expect(tooNew(name, text)).toEqual(expected));

it("counts what is imported, by whatever path, once", () => {
  const chunk = (fileName: string, imports: string[], css: string[] = []) => ({
    type: "chunk", fileName, imports, dynamicImports: ["later.js"], viteMetadata: { importedCss: new Set(css) },
  });
  const bundle = {
    "main.js": chunk("main.js", ["shared.js"], ["main.css"]),
    "page.js": chunk("page.js", ["shared.js", "main.js"]),
    "shared.js": chunk("shared.js", ["main.js"]),
    "later.js": chunk("later.js", []),
    "main.css": { type: "asset", fileName: "main.css" },
  };
  expect([...loadedWith(bundle as never, ["main.js", "page.js"])].sort()).toEqual(["main.css", "main.js", "page.js", "shared.js"]);
});
