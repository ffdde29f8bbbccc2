/** The types of the API, made from the contract that the server generates. */
import { readFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const CONTRACT = new URL("../../openapi/console.json", import.meta.url);

/**
 * The text of `src/api/schema.ts`, and the schemas that the contract refers to without defining them. Those become
 * `unknown` instead of stopping everything: the rest of the contract is still worth checking against.
 */
export async function generated() {
  const contract = JSON.parse(readFileSync(CONTRACT, "utf8"));
  const defined = contract.components.schemas;
  const named = JSON.stringify(contract).matchAll(/"#\/components\/schemas\/([^"]+)"/g);
  const undefinedOnes = [...new Set([...named].map(([, name]) => name))].filter((name) => !(name in defined));
  for (const name of undefinedOnes) defined[name] = {};
  const text = astToString(await openapiTS(contract, { emptyObjectsUnknown: true }));
  return { text: `/** Made by \`npm run api\` from openapi/console.json. Not to be edited. */\n${text}`, undefinedOnes };
}
