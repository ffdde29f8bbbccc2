/** Every page and the main dialogs, both themes, both widths, elder mode: nothing that the checker finds, no sideways scrolling. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findings } from "./axe.mjs";
import { EVERYTHING, people, visit } from "./pages.mjs";
import { Person, stage } from "./support.mjs";

/** Where a look has both themes, each page is looked at in one and then in the other, as it stands there. */
const LOOKS = [
  { name: "wide, light and dark", size: { width: 1440, height: 900 }, themes: ["light", "dark"], elder: false },
  { name: "telephone, light and dark", size: { width: 390, height: 844 }, themes: ["light", "dark"], elder: false },
  { name: "wide, elder", size: { width: 1440, height: 900 }, themes: ["light"], elder: true },
  { name: "telephone, elder, dark", size: { width: 390, height: 844 }, themes: ["dark"], elder: true },
];

let demo;
let browser;

stage(async (it) => {
  ({ demo, browser } = it);
}, "--still");

/** The system's theme, which the page follows; drawn when this is done. A dialog that fades in has no colours of its own yet. */
async function shine(page, colorScheme) {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

// Looking waits for the checker in the page and for nothing else, so two looks share the processors.
describe("looks", { concurrency: 2 }, () => {
  for (const look of LOOKS) {
    test(look.name, { timeout: 600_000 }, async () => {
      const present = people(Person, browser, demo, look.size, async ({ page }) => {
        const kept = { theme: "system", elder: look.elder };
        await page.addInitScript((chosen) => localStorage?.setItem("anxing.appearance", JSON.stringify(chosen)), kept);
        await shine(page, look.themes[0]);
      });
      const wrong = [];
      for (const one of EVERYTHING) {
        const person = await present.get(one.who);
        try {
          await shine(person.page, look.themes[0]);
          await visit(person, one);
        } catch (error) {
          wrong.push(`${one.name}: ${error.message.split("\n")[0]}`);
          continue;
        }
        for (const theme of look.themes) {
          await shine(person.page, theme);
          assert.equal(await person.page.evaluate(() => document.documentElement.dataset.theme), theme);
          wrong.push(...(await findings(person.page)).map((line) => `${one.name}, ${theme}: ${line}`));
        }
        const wide = await person.page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > look.size.width) wrong.push(`${one.name}: ${wide} px wide`);
      }
      for (const person of present.all()) wrong.push(...person.complaints);
      await present.leave();
      assert.deepEqual(wrong, []);
    });
  }
});
