/** WCAG 2.2 A and AA and the checker's own good practice, on what is on the screen now. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Findings that are right as they are, each with its reason. It may only get shorter. */
const EXPLAINED = [
  {
    rule: "scrollable-region-focusable",
    target: ".ant-select-dropdown-list-holder",
    why: "The list belongs to a combobox: the focus stays in the field, and the arrow keys walk and scroll the list.",
  },
  {
    rule: "scrollable-region-focusable",
    target: 'ul[data-type="hour"]',
    why: "The column is a second way for a pointer; by keyboard the hour is typed into the field, which says its format.",
  },
];

/** What is wrong, one line for each place. */
export async function findings(page) {
  // By the protocol and not by a script element: the policy of the pages refuses those, as it should.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ["violations"] });
    return result.violations.map(({ id, impact, help, nodes }) => ({
      id, impact, help, nodes: nodes.map(({ target, failureSummary }) => ({ target: target.join(" "), failureSummary })),
    }));
  });
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes
      .filter(({ target }) => !EXPLAINED.some((one) => one.rule === id && target.includes(one.target)))
      .map(({ target, failureSummary }) => `${id} (${impact}) ${help}: ${target}\n      ${failureSummary.split("\n").slice(1).join(" ").trim()}`),
  );
}
