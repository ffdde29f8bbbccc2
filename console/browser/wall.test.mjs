/** The wall: figures move while nobody touches the page, a lost line is said, and the sheet is one of A3. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Line } from "./house.mjs";
import { settled } from "./pages.mjs";
import { Person, stage } from "./support.mjs";

let demo;
let browser;
let office;

stage(async (it) => {
  ({ demo, browser } = it);
  office = await Person.at(browser, demo, "office", { width: 1920, height: 1080 });
}, "--still");

const figure = async (page, name) => Number(await page.locator(`[data-figure="${name}"] strong`).textContent());
const line = (page, is) => page.locator(`.wall-fresh[data-line="${is}"]`).waitFor();

/** Hands in this week's report of the person's own unit, as the pages do it. */
async function handIn(officer) {
  return officer.page.evaluate(async () => {
    const { items } = await (await fetch("/api/obligations?mine=true&duty=weekly&limit=100")).json();
    const owed = items.find(({ state }) => state === "due_soon");
    const content = { outcome: "done", answers: { good_practice: "示例做法", featured_projects: "示例项目" }, evidence: {}, reason: null };
    const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    const body = JSON.stringify({ content, based_on: owed.version });
    const sent = await fetch(`/api/obligations/${owed.id}/submissions`, { method: "POST", headers, body });
    return sent.status;
  });
}

test("a figure and a tile move when an officer hands in, and the page is not loaded again", { timeout: 120_000 }, async () => {
  const officer = await Person.at(browser, demo, "dalian");
  const { page } = office;
  await office.go("/wall");
  await settled(page);
  await line(page, "open");
  const tile = page.locator('[data-unit="dalian"]');
  assert.equal(await tile.getAttribute("data-tone"), "warn");
  const before = { handed_in: await figure(page, "handed_in"), waiting: await figure(page, "waiting") };
  const today = await page.locator('[data-figure="today"] dd span').textContent();
  let loads = 0;
  page.on("load", () => (loads += 1));
  assert.equal(await handIn(officer), 200);
  await page.locator('[data-unit="dalian"][data-tone="going"]').waitFor();
  assert.deepEqual(
    { handed_in: await figure(page, "handed_in"), waiting: await figure(page, "waiting"), loads },
    { handed_in: before.handed_in + 1, waiting: before.waiting + 1, loads: 0 },
  );
  assert.notEqual(await page.locator('[data-figure="today"] dd span').textContent(), today);
  // What a stranger to the unit may not see is not on the officer's own wall.
  await officer.go("/wall");
  await settled(officer.page);
  await line(officer.page, "open");
  assert.equal(await officer.page.locator('[data-unit="shenyang"]').count(), 0);
  assert.deepEqual(officer.complaints, []);
  await officer.leave();
});

test("everything is on one screen of 1080 lines, and what is read from afar is large", async () => {
  const { page } = office;
  await office.go("/wall");
  await settled(page);
  const seen = await page.evaluate(() => {
    const size = (selector) => Math.min(...[...document.querySelectorAll(selector)].map((one) => parseFloat(getComputedStyle(one).fontSize)));
    const cut = [...document.querySelectorAll(".tiles a")].filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1);
    return {
      tall: document.documentElement.scrollHeight,
      name: size(".tiles b"),
      figure: size(".wall-figures strong"),
      cut: cut.map((one) => one.textContent),
      unders: Math.max(...[...document.querySelectorAll(".tiles li")].map((one) => one.getBoundingClientRect().bottom)),
    };
  });
  assert.deepEqual(seen.cut, []);
  assert.ok(seen.tall <= 1080 && seen.unders <= 1080, JSON.stringify(seen));
  assert.ok(seen.name >= 38 && seen.figure >= 66, JSON.stringify(seen));
});

test("who has no units below sees what they owe themselves, as large, with the next deadline", { timeout: 120_000 }, async () => {
  for (const login of ["dl-e1", "dalian"]) {
    const person = await Person.at(browser, demo, login, { width: 1920, height: 1080 });
    const { page } = person;
    await person.go("/wall");
    await settled(page);
    await page.getByText("本单位的事项：最要紧的在前").waitFor();
    await page.locator(".wall-duties li").filter({ hasText: /截止时间 2021-.*还有 \d+ / }).first().waitFor();
    const seen = await page.evaluate(() => ({
      units: document.querySelectorAll(".tiles li").length,
      title: Math.min(...[...document.querySelectorAll(".wall-duties b")].map((one) => parseFloat(getComputedStyle(one).fontSize))),
      tall: document.documentElement.scrollHeight,
      wide: document.documentElement.scrollWidth,
      cut: [...document.querySelectorAll(".wall-duties, .tiles")].filter((one) => one.scrollHeight > one.clientHeight + 1).length,
      charts: document.querySelectorAll(".wall-trend").length,
    }));
    assert.ok(seen.title >= 38 && seen.tall <= 1080 && seen.wide <= 1920 && seen.cut === 0, JSON.stringify(seen));
    // A chart without a single week is an empty frame.
    assert.deepEqual([seen.units > 0, seen.charts], login === "dalian" ? [true, 1] : [false, 0]);
    assert.deepEqual(person.complaints, []);
    await person.leave();
  }
});

test("it is printed on one sheet of A3, whatever the theme", async () => {
  const { page } = office;
  await page.emulateMedia({ colorScheme: "dark" });
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  await page.emulateMedia({ colorScheme: "light", media: "screen" });
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf).map(Number);
  const millimetres = (points) => Math.round((points * 25.4) / 72);
  assert.deepEqual([millimetres(width), millimetres(height)], [420, 297]);
  assert.equal(/\/Count (\d+)/.exec(pdf)[1], "1", "sheets");
  // Who printed it and when is on the sheet, and nothing is live there.
  await page.emulateMedia({ media: "print" });
  await page.getByText(/^打印：辽宁省 领导小组办公室（示例），2021-06-16 /).waitFor();
  assert.equal(await page.getByText("实时更新").isVisible(), false);
  await page.getByTestId("wall-at").waitFor();
  await page.emulateMedia({ media: "screen" });
});

test("a lost line is said with the figures that were there, and what was missed comes with the line", { timeout: 120_000 }, async () => {
  const cable = await Line.to(new URL(demo.url).port, 100_000_000);
  const leader = await Person.at(browser, { ...demo, url: cable.url }, "office");
  const { page } = leader;
  await leader.go("/wall");
  await line(page, "open");
  const before = await figure(page, "handed_in");
  cable.cut();
  await line(page, "lost");
  await page.getByText("连接已断开").waitFor();
  assert.equal(await figure(page, "handed_in"), before, "the last figures stay");
  const officer = await Person.at(browser, demo, "fuxin");
  assert.equal(await handIn(officer), 200);
  await officer.leave();
  cable.mend();
  await line(page, "open");
  await page.waitForFunction((was) => Number(document.querySelector('[data-figure="handed_in"] strong').textContent) === was + 1, before);
  assert.deepEqual(leader.complaints, []);
  await leader.leave();
  cable.close();
});

test("when the session ends the wall asks to log in, and comes back to itself", { timeout: 120_000 }, async () => {
  const { page } = office;
  await office.go("/wall");
  await line(page, "open");
  const other = await page.context().newPage();
  await other.goto(`${demo.url}/console/board`);
  await other.evaluate(() => fetch("/api/session", { method: "DELETE" }));
  await other.close();
  await page.getByLabel("登录名").waitFor();
  assert.match(page.url(), /\/login$/);
  await page.getByLabel("登录名").fill("office");
  await page.getByLabel("口令").fill("Ping-An-Xing-2021!");
  await page.getByRole("button", { name: /登\s*录/ }).click();
  await page.locator(".wall").waitFor();
  await line(page, "open");
});

test("no script failed, nothing was asked of another host, the policy had nothing to refuse", () => {
  assert.deepEqual(office.complaints, []);
});
