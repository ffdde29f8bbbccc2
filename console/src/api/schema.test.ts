// @vitest-environment node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
// @ts-expect-error a script without types
import { generated } from "../../scripts/contract.mjs";

it("is what the contract says (otherwise: npm run api)", async () => {
  const { text } = (await generated()) as { text: string };
  const kept = readFileSync(join(process.cwd(), "src/api/schema.ts"), "utf8");
  expect(kept === text, "src/api/schema.ts is stale: run `npm run api` and commit it").toBe(true);
});
