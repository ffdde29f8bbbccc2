/**
 * `cargo xtask shots` and nobody else runs this: pictures of every page of the demo, at both widths and in both themes,
 * on a clock that stands still. `node browser/shots.mjs FOLDER [NAME …]`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DIALOGS, PAGES, people, visit } from "./pages.mjs";
import { Person, startBrowser, startDemo } from "./support.mjs";

const [folder, ...only] = process.argv.slice(2);
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const WIDE_HEIGHT_MAX = 1800;
const PHONE_HEIGHT_MAX = 2200;
const QUALITY = 72;

mkdirSync(folder, { recursive: true });
const wanted = (name) => only.length === 0 || only.includes(name);
const demo = await startDemo("--still");
const browser = await startBrowser();
try {
  for (const [width, size] of Object.entries(SIZES)) {
    const present = people(Person, browser, demo, size);
    for (const shot of [...PAGES, ...DIALOGS].filter(({ name }) => wanted(name))) {
      const person = await present.get(shot.who);
      for (const theme of ["light", "dark"]) {
        await person.page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        await visit(person, shot);
        await take(person.page, `${shot.name}-${width}-${theme}`, width === "wide" ? WIDE_HEIGHT_MAX : PHONE_HEIGHT_MAX, size);
      }
    }
    await present.leave();
  }
} finally {
  await browser.close();
  await demo.stop();
}

/** The whole page up to a height; WebP is made by the browser itself, so no other program is needed. */
async function take(page, name, heightMax, size) {
  await page.evaluate(() => document.fonts.ready);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.min(Math.max(height, size.height), heightMax) });
  const client = await page.context().newCDPSession(page);
  const { data } = await client.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, "base64"));
  await client.detach();
  await page.setViewportSize(size);
}
