import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const LINES_MAX = 400;
/** Written by a program from the contract. */
const GENERATED = ["src/api/schema.ts"];

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? files(path) : /\.(?:tsx?|mjs|css)$/.test(entry.name) ? [path] : [];
  });
}

it("has no file that one cannot keep in one's head", () => {
  const long = ["src", "browser", "scripts"]
    .flatMap(files)
    .filter((path) => !GENERATED.includes(path))
    .map((path) => [path, readFileSync(join(process.cwd(), path), "utf8").split("\n").length] as const)
    .filter(([, lines]) => lines > LINES_MAX);
  expect(long).toEqual([]);
});
