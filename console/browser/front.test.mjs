/** What strangers see: the public page in both versions, and a login page that offers a tour only where it is a demo. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { settled } from "./pages.mjs";
import { Person, startBrowser, startDemo, startEmpty } from "./support.mjs";

let demo;
let empty;
let browser;

before(async () => {
  [demo, empty] = await Promise.all([startDemo("--still"), startEmpty()]);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
  await empty?.stop();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the public page and its large version, ${colorScheme}`, async () => {
    const stranger = await Person.stranger(browser, demo.url, { width: 390, height: 844 });
    const { page } = stranger;
    await page.emulateMedia({ colorScheme });
    await page.goto(`${demo.url}/`);
    assert.deepEqual(await findings(page), []);
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector("li")).fontSize));
    const before = await size();
    await page.getByRole("link", { name: "大字版" }).click();
    await page.getByRole("link", { name: "标准版" }).waitFor();
    assert.ok((await size()) >= 24 && before < 24, "18 pt and more");
    assert.deepEqual(await findings(page), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
    assert.deepEqual(stranger.complaints, []);
    await stranger.leave();
  });
}

test("the login page of a demo names its accounts and no password", async () => {
  const stranger = await Person.stranger(browser, demo.url);
  const { page } = stranger;
  await stranger.go("/login");
  const tour = page.getByRole("region", { name: "试用导览" });
  await tour.getByRole("cell", { name: "office", exact: true }).waitFor();
  assert.equal(await tour.getByRole("row").count(), 8, "a heading and one account of each kind");
  const told = await (await page.request.get(`${demo.url}/api/demo`)).text();
  for (const { login, password } of demo.accounts) {
    assert.ok(told.includes(`"${login}"`));
    assert.ok(!told.includes(password), "the passwords stay at the terminal");
  }
  assert.deepEqual(stranger.complaints, []);
  await stranger.leave();
});

test("the login page of a real server offers none and does not even ask", async () => {
  const stranger = await Person.stranger(browser, empty.url);
  const asked = [];
  stranger.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await stranger.go("/login");
  await settled(stranger.page);
  assert.equal(await stranger.page.locator(".tour").count(), 0);
  assert.ok(!asked.includes("/api/demo"));
  assert.equal((await stranger.page.request.get(`${empty.url}/api/demo`)).status(), 404);
  await stranger.leave();
});

test("before the login the look can be chosen, and it stays", async () => {
  const stranger = await Person.stranger(browser, empty.url);
  const { page } = stranger;
  await stranger.go("/login");
  await page.getByRole("button", { name: "大字版" }).click();
  await page.reload();
  await page.getByRole("button", { name: "标准版" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.elder), "true");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: /log in/i }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  assert.deepEqual(stranger.complaints, []);
  await stranger.leave();
});
