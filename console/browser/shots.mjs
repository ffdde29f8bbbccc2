/**
 * `cargo xtask shots`: pictures of every page of the demo, at both widths and in both themes, on a clock that stands
 * still; of the large version; and of what a new installation shows. `node browser/shots.mjs FOLDER [NAME …]`.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DIALOGS, PAGES, people, settled, visit } from "./pages.mjs";
import { Person, startBrowser, startDemo, startEmpty } from "./support.mjs";

const [folder, ...only] = process.argv.slice(2);
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
/** What is below is more of the same; a picture as long as the audit trail helps nobody. */
const HEIGHT_MAX = { wide: 1500, phone: 2000 };
const QUALITY = 60;
const LARGE = ["todo", "board", "report", "login"];
const PASSWORD = "Shou-Ci-She-Zhi-1!";

const wanted = ({ name }) => only.length === 0 || only.includes(name);
mkdirSync(folder, { recursive: true });
if (only.length === 0) for (const name of readdirSync(folder)) rmSync(join(folder, name));

const browser = await startBrowser();
try {
  await ofTheDemo();
  if (only.length === 0 || only.includes("new")) await ofANewOne();
} finally {
  await browser.close();
}

async function ofTheDemo() {
  const demo = await startDemo("--still");
  try {
    for (const [width, size] of Object.entries(SIZES)) {
      const present = people(Person, browser, demo, size);
      for (const shot of [...PAGES, ...DIALOGS].filter(wanted)) {
        const person = await present.get(shot.who);
        // A dialog in the dark has the colours of the page in the dark.
        for (const theme of shot.open === undefined ? ["light", "dark"] : ["light"]) await takeLook(person, shot, width, theme);
      }
      const visitor = await present.get(null);
      for (const view of ["", "?view=large"]) {
        await visitor.page.emulateMedia({ colorScheme: "light" });
        await visitor.page.goto(`${demo.url}/${view}`);
        await take(visitor.page, `public${view === "" ? "" : "-large"}-${width}`, width);
      }
      for (const shot of PAGES.filter(({ name }) => LARGE.includes(name)).filter(wanted)) {
        const { page } = await present.get(shot.who);
        await page.evaluate(() => localStorage.setItem("anxing.appearance", JSON.stringify({ theme: "light", elder: true })));
        await takeLook(await present.get(shot.who), { ...shot, name: `${shot.name}-large` }, width, "light");
        await page.evaluate(() => localStorage.removeItem("anxing.appearance"));
      }
      await present.leave();
    }
  } finally {
    await demo.stop();
  }
}

/** The first steps of a new installation: set-up, and pages that have nothing to show and say what to do. */
async function ofANewOne() {
  const server = await startEmpty();
  try {
    const admin = await Person.stranger(browser, server.url);
    await admin.page.goto(server.link);
    await settled(admin.page);
    await take(admin.page, "new-setup-wide", "wide");
    await admin.page.evaluate(async ([token, password]) => {
      const person = { name: "系统管理员（示例）", login: "root-admin", password };
      const body = JSON.stringify({ token, authority: { key: "liaoning", name: "辽宁省" }, person });
      await fetch("/api/setup", { method: "POST", headers: { "content-type": "application/json" }, body });
    }, [new URL(server.link).hash.slice(1), PASSWORD]);
    admin.account = { login: "root-admin", password: PASSWORD, isOneTime: false };
    await admin.logIn();
    const office = await admin.page.evaluate(async () => {
      const { posts } = await (await fetch("/api/me")).json();
      const made = { name: "办公室（示例）", login: "office", phone: null, posts: [{ unit_id: posts[0].unit.id, role: "office" }] };
      const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
      return (await fetch("/api/people", { method: "POST", headers, body: JSON.stringify(made) })).json();
    });
    const account = { login: "office", password: office.one_time_password };
    for (const [width, size] of Object.entries(SIZES)) {
      const person = await Person.at(browser, { url: server.url, accounts: [account] }, "office", size);
      for (const path of ["board", "activities", "plan"]) {
        await takeLook(person, { name: `new-${path}`, path: `/${path}` }, width, "light");
      }
      await person.leave();
    }
  } finally {
    await server.stop();
  }
}

async function takeLook(person, shot, width, theme) {
  await person.page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await visit(person, shot);
  await take(person.page, `${shot.name}-${width}-${theme}`, width);
}

/** The whole page up to a height. WebP is made by the browser itself, so no other program is needed. */
async function take(page, name, width) {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  const size = SIZES[width];
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.min(Math.max(height, size.height), HEIGHT_MAX[width]) });
  // A blinking caret is there in one picture and gone in the next. The policy forbids style elements, not sheets of a script.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { caret-color: transparent !important; }");
    document.adoptedStyleSheets = [sheet];
  });
  const client = await page.context().newCDPSession(page);
  const { data } = await client.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, "base64"));
  await client.detach();
  await page.setViewportSize(size);
}
