/** Every page and the main dialogs, both themes, both widths, elder mode: nothing that the checker finds, no sideways scrolling. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findings } from "./axe.mjs";
import { EVERYTHING, people, visit } from "./pages.mjs";
import { Person, stage } from "./support.mjs";

const LOOKS = [
  { name: "wide, light", size: { width: 1440, height: 900 }, theme: "light", elder: false },
  { name: "wide, dark", size: { width: 1440, height: 900 }, theme: "dark", elder: false },
  { name: "telephone, light", size: { width: 390, height: 844 }, theme: "light", elder: false },
  { name: "telephone, dark", size: { width: 390, height: 844 }, theme: "dark", elder: false },
  { name: "wide, elder", size: { width: 1440, height: 900 }, theme: "light", elder: true },
  { name: "telephone, elder, dark", size: { width: 390, height: 844 }, theme: "dark", elder: true },
];

let demo;
let browser;

stage(async (it) => {
  ({ demo, browser } = it);
}, "--still");

for (const look of LOOKS) {
  test(look.name, { timeout: 600_000 }, async () => {
    const present = people(Person, browser, demo, look.size, async ({ page }) => {
      const kept = { theme: look.theme, elder: look.elder };
      await page.addInitScript((chosen) => localStorage?.setItem("anxing.appearance", JSON.stringify(chosen)), kept);
      // A dialog that is still fading in has no colours of its own yet.
      await page.emulateMedia({ reducedMotion: "reduce" });
    });
    const wrong = [];
    for (const one of EVERYTHING) {
      const person = await present.get(one.who);
      try {
        await visit(person, one);
      } catch (error) {
        wrong.push(`${one.name}: ${error.message.split("\n")[0]}`);
        continue;
      }
      assert.equal(await person.page.evaluate(() => document.documentElement.dataset.theme), look.theme);
      wrong.push(...(await findings(person.page)).map((line) => `${one.name}: ${line}`));
      const wide = await person.page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > look.size.width) wrong.push(`${one.name}: ${wide} px wide`);
    }
    for (const person of present.all()) wrong.push(...person.complaints);
    await present.leave();
    assert.deepEqual(wrong, []);
  });
}
