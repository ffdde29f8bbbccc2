/** What comes out of the printer: no frame and no buttons, nothing cut off at the edge, wide tables on turned pages. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGES, settled, visit } from "./pages.mjs";
import { Person, stage } from "./support.mjs";

/** A4 less the margins of print.css, in the printer's 96 px to the inch. */
const UPRIGHT_PX = Math.floor(((210 - 24) / 25.4) * 96);
const TURNED_PX = Math.floor(((297 - 20) / 25.4) * 96);

let demo;
let browser;
let office;

stage(async (it) => {
  ({ demo, browser } = it);
  office = await Person.at(browser, demo, "office");
}, "--still");

for (const [name, width] of [["board", TURNED_PX], ["statistics", TURNED_PX], ["calendar", TURNED_PX], ["obligation", UPRIGHT_PX], ["plan", TURNED_PX]]) {
  test(`${name} fits its paper`, async () => {
    const { page } = office;
    await page.emulateMedia({ media: "screen", colorScheme: "dark" });
    await visit(office, PAGES.find((one) => one.name === name));
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    const seen = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      ground: getComputedStyle(document.body).backgroundColor,
      ink: getComputedStyle(document.querySelector("h1")).color,
      by: /打印：.+，\d{4}-\d{2}-\d{2}/.test(document.querySelector(".page-head .print-only").innerText),
      tools: [...document.querySelectorAll(".header, .side, .tools, .help-button")].filter((one) => one.checkVisibility()).length,
      cut: [...document.querySelectorAll(".board, .table-frame, .month")]
        .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible")
        .map((one) => one.className),
    }));
    assert.deepEqual(seen, { wide: seen.wide, by: true, ground: "rgb(255, 255, 255)", ink: "rgb(0, 0, 0)", tools: 0, cut: [] });
    assert.ok(seen.wide <= width + 1, `${seen.wide} px on paper of ${width} px`);
    await page.setViewportSize({ width: 1440, height: 900 });
  });
}

test("no script failed, nothing was asked of another host, the policy had nothing to refuse", () => {
  assert.deepEqual(office.complaints, []);
});
