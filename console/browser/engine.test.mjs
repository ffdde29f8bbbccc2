/** Styles that the library makes while the page runs are for the oldest engine too; and how long a change of page takes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TOO_NEW_IN_CSS } from "../scripts/engine.mjs";
import { EVERYTHING, people, settled, visit } from "./pages.mjs";
import { Person, stage } from "./support.mjs";

const SIZE = { width: 1440, height: 900 };
/** Rules of the library that the oldest engine passes over, and why that does no harm. */
const HARMLESS = [
  [/-borderless/, "a variant that is used nowhere"],
  [/ant-switch|ant-rate|addon|tree-directory|tabs-card|tree-checkbox|radio-group-vertical|color-default/, "nor are these"],
  [/ant-(?:radio|checkbox|radio-button)[\w-]*.*:focus-visible/, "console.css draws this focus by :focus-within"],
  [/^\S+ \(105\): @container style\(--ant-steps/, "titles of steps stand beside their icons here, not below"],
  [/select-item-option-selected:has\(\+/, "two chosen options in a row have round corners"],
];

/** On a calm machine a change takes well under 100 ms; this is for a machine that compiles beside it. */
const CHANGE_MS_MAX = 500;

let demo;
let browser;

stage(async (it) => {
  ({ demo, browser } = it);
}, "--still");

test("no style of any page or dialog is newer than the oldest engine", { timeout: 300_000 }, async () => {
  const present = people(Person, browser, demo, SIZE);
  const wrong = new Set();
  for (const one of EVERYTHING) {
    const person = await present.get(one.who);
    await visit(person, one);
    const styles = await person.page.evaluate(() =>
      [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)),
    );
    assert.ok(styles.length > 100, "the styles can be read");
    for (const rule of styles) {
      for (const [sign, what] of TOO_NEW_IN_CSS) if (sign.test(rule)) wrong.add(`${what}: ${rule.slice(0, 400)}`);
    }
  }
  await present.leave();
  assert.deepEqual([...wrong].filter((rule) => !HARMLESS.some(([sign]) => sign.test(rule))), []);
});

test("a page that was opened before is there at once", async (context) => {
  const office = await Person.at(browser, demo, "office");
  const { page } = office;
  const paths = ["/board", "/papers", "/activities", "/statistics", "/plan", "/units"];
  await office.go("/board");
  await settled(page);
  const took = [];
  for (let round = 0; round < 4; round += 1) {
    for (const path of [...paths.slice(1), paths[0]]) {
      const ms = await page.evaluate(async (to) => {
        const begun = performance.now();
        document.querySelector(`.side a[href="/console${to}"]`).click();
        await new Promise((there) => {
          const look = () => (document.activeElement?.tagName === "H1" && document.querySelector(".waiting") === null ? requestAnimationFrame(there) : requestAnimationFrame(look));
          look();
        });
        return performance.now() - begun;
      }, path);
      // The first round loads the chunks and reads from the server.
      if (round > 0) took.push(ms);
      await page.evaluate(() => document.activeElement.blur());
      await settled(page);
    }
  }
  took.sort((a, b) => a - b);
  const median = took[Math.floor(took.length / 2)];
  context.diagnostic(`change of page: median ${median.toFixed(0)} ms, slowest ${took.at(-1).toFixed(0)} ms, ${took.length} changes`);
  assert.ok(median < CHANGE_MS_MAX, `median ${median} ms`);
  assert.deepEqual(office.complaints, []);
  await office.leave();
});
