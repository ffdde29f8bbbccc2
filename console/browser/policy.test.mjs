/** No page asks for anything that the content security policy forbids, and the policy forbids what it should. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Person, stage } from "./support.mjs";

/** Every page that needs no id, by who may see it. */
const PAGES = {
  office: ["/", "/todo", "/board", "/reviews", "/papers", "/activities", "/exposures", "/plan", "/units", "/people",
    "/statistics", "/account", "/password", "/second-factor", "/no/such/page"],
  admin: ["/", "/units", "/people", "/jobs", "/account"],
};

let demo;
let browser;

stage(async (it) => {
  ({ demo, browser } = it);
});

/** What a page needs has arrived and nothing is being drawn any more. */
async function settled(page) {
  await page.waitForLoadState("networkidle");
  await page.locator("main, form, .ant-result").first().waitFor();
}

for (const [login, paths] of Object.entries(PAGES)) {
  test(`no page of ${login} asks for what is forbidden`, async () => {
    const person = await Person.at(browser, demo, login);
    for (const path of paths) {
      await person.go(path);
      await settled(person.page);
      assert.deepEqual(person.complaints, [], path);
    }
    await person.leave();
  });
}

test("a page that somebody has no right to says so instead of standing there empty", async () => {
  const person = await Person.at(browser, demo, "dl-e1");
  const { page } = person;
  for (const path of ["/people", "/reviews", "/urge", "/audit", "/jobs"]) {
    await person.go(path);
    await page.getByText("地址有误，或您的岗位无权查看").waitFor();
    assert.equal(await page.locator("main .page").count(), 0, path);
  }
  // What is looked at beside a list of one's own stays.
  await person.go("/obligations");
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await page.waitForURL(/\/obligations\/[^/]+$/);
  await page.locator("main .page h1").waitFor();
  assert.deepEqual(person.complaints, []);
  await person.leave();
});

test("dialogs, drop-downs and growing fields keep to it, and the field grows", async () => {
  const person = await Person.at(browser, demo, "office");
  const { page } = person;
  await person.go("/statistics");
  await settled(page);
  await page.locator(".ant-select").first().click();
  await page.locator(".ant-select-dropdown").first().waitFor();
  await page.keyboard.press("Escape");
  await person.go("/reviews");
  await page.locator("nav .list-item").first().click();
  const field = page.locator("#review-note");
  await field.fill("一");
  const before = (await field.boundingBox()).height;
  await field.fill("一\n二\n三\n四\n五\n六\n七\n八");
  await page.waitForFunction(
    (least) => document.getElementById("review-note").getBoundingClientRect().height > least,
    before + 20,
  );
  await page.getByRole("checkbox", { name: /报送/ }).first().check();
  await page.getByRole("button", { name: /^批量通过/ }).click();
  await page.getByRole("dialog").waitFor();
  assert.deepEqual(person.complaints, []);
  await person.leave();
});

test("what comes as markup may neither style nor run, and is noticed here", async () => {
  const person = await Person.at(browser, demo, "office");
  const { page } = person;
  await settled(page);
  const first = await page.evaluate(() => document.querySelector("meta[property=csp-nonce]").nonce);
  assert.match(first, /^[0-9a-f]{32}$/);
  const color = await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      "beforeend",
      "<style>#slipped { color: rgb(1, 2, 3) }</style><p id='slipped'>x</p><p id='own' style='color: rgb(1, 2, 3)'>x</p>" +
        "<img src='/console/icon.svg' onload='window.ran = true'>",
    );
    return ["slipped", "own"].map((id) => getComputedStyle(document.getElementById(id)).color);
  });
  assert.ok(!color.includes("rgb(1, 2, 3)"), color.join(" "));
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  assert.equal(await page.evaluate(() => window.ran), undefined);
  for (const directive of ["style-src-elem", "style-src-attr", "script-src-attr"]) {
    assert.ok(person.complaints.some((line) => line.includes(directive)), `${directive}: ${person.complaints}`);
  }
  await page.reload();
  const second = await page.evaluate(() => document.querySelector("meta[property=csp-nonce]").nonce);
  assert.notEqual(second, first, "the nonce is new in each answer");
  await person.leave();
});
