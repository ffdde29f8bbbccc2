/** Writes `src/api/schema.ts`. */
import { writeFileSync } from "node:fs";
import { generated } from "./contract.mjs";

const { text, undefinedOnes } = await generated();
writeFileSync(new URL("../src/api/schema.ts", import.meta.url), text);
if (undefinedOnes.length > 0) console.warn(`the contract does not define: ${undefinedOnes.join(", ")}`);
