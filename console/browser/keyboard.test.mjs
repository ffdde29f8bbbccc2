/** Without a mouse: the skip link, the focus in and after dialogs, the heading of a new page, the menu, a whole return. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./pages.mjs";
import { Person, stage } from "./support.mjs";

let demo;
let browser;
let office;
let page;

stage(async (it) => {
  ({ demo, browser } = it);
  office = await Person.at(browser, demo, "office");
  page = office.page;
}, "--still");

const focused = () => page.evaluate(() => {
  const { tagName, textContent, id } = document.activeElement;
  return { tag: tagName, text: textContent.trim().slice(0, 60), id };
});

/** Presses Tab until the focus is on something with this text. */
async function tabTo(text, most = 60) {
  for (let times = 0; times < most; times += 1) {
    await page.keyboard.press("Tab");
    if ((await focused()).text.startsWith(text)) return;
  }
  assert.fail(`${text} was not reached by ${most} presses of Tab`);
}

test("the first stop is the link to the content, and it leads there", async () => {
  await office.go("/papers");
  await settled(page);
  await page.keyboard.press("Tab");
  assert.equal((await focused()).text, "跳到正文");
  const box = await page.locator(".skip").boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0, "it is seen when it has the focus");
  await page.keyboard.press("Enter");
  assert.equal((await focused()).id, "main");
});

test("wherever the focus is, it is seen", async () => {
  for (const path of ["/board", "/reviews", "/statistics", "/units"]) {
    await office.go(path);
    await settled(page);
    for (let times = 0; times < 25; times += 1) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(() => {
        let at = document.activeElement;
        const changes = (one) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
          return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
        };
        // The library draws the focus of a field on the box around it.
        for (let up = 0; up < 4 && at !== null && at !== document.body; up += 1, at = at.parentElement) if (changes(at)) return true;
        return document.activeElement === document.body || document.activeElement.outerHTML.slice(0, 200);
      });
      assert.equal(seen, true, path);
    }
  }
});

test("a table wider than its page says at its edge that there is more, and the arrow keys bring it", async () => {
  await office.go("/board");
  await settled(page);
  const around = page.locator(".wide.has-fixed");
  const shades = () => around.evaluate((one) => [one.hasAttribute("data-more-before"), one.hasAttribute("data-more-after")]);
  const becomes = (before, after) =>
    page.waitForFunction(([was, is]) => {
      const one = document.querySelector(".wide.has-fixed");
      return one.hasAttribute("data-more-before") === was && one.hasAttribute("data-more-after") === is;
    }, [before, after]);
  assert.deepEqual(await shades(), [false, true]);
  assert.equal(await around.evaluate((one) => getComputedStyle(one, "::after").opacity), "1");
  await around.locator("[role=region]").focus();
  await page.keyboard.press("ArrowRight");
  await becomes(true, true);
  await around.locator("[role=region]").evaluate((one) => (one.scrollLeft = one.scrollWidth));
  await becomes(true, false);
  // Where all of it has room there is nothing to say.
  await office.go("/papers");
  await settled(page);
  assert.equal(await page.locator(".wide").count(), 1);
  assert.equal(await page.locator(".wide[data-more-before], .wide[data-more-after]").count(), 0);
});

test("a page that was reached by the menu is announced by its heading", async () => {
  await office.go("/board");
  await settled(page);
  await page.keyboard.press("Tab");
  await tabTo("审核");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  assert.equal((await focused()).text, "审核");
  assert.match(await page.title(), /^审核 · /);
});

test("a dialog takes the focus, keeps it, and gives it back", async () => {
  await office.go("/account");
  await settled(page);
  await tabTo("新建令牌");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  for (let times = 0; times < 12; times += 1) {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.closest("[role=dialog], dialog") !== null || document.activeElement === document.body), true);
  }
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.waitForFunction(() => document.activeElement?.textContent?.trim() === "新建令牌");
});

test("what a return lacks is filled in by single keys: Escape leaves each field, also that of the day", async () => {
  await office.go("/reviews");
  await settled(page);
  await page.keyboard.press("r");
  await page.waitForFunction(() => document.activeElement.id === "review-note");
  await page.keyboard.type("示例：请写明参加人数");
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await page.waitForFunction(() => document.activeElement.id === "review-until");
  const until = page.locator("#review-until");
  for (const [day, ...keys] of [["2021-06-18 15:00", "Enter", "Escape"], ["2021-06-19 16:30", "Escape"]]) {
    await until.selectText();
    await page.keyboard.type(day);
    for (const key of keys) await page.keyboard.press(key);
    await page.keyboard.press("r");
    await page.waitForFunction(() => document.activeElement?.textContent?.trim() === "退回");
    assert.equal(await until.inputValue(), day);
  }
  await page.locator(".ant-picker-dropdown").waitFor({ state: "hidden" });
});

test("a report is returned by the keyboard alone", async () => {
  await office.go("/reviews");
  await settled(page);
  const before = await page.locator("nav .list-item").count();
  await tabTo("填入 2021-06-18", 120);
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+Tab");
  // Back to the first part, whose second radio button says that it is wrong.
  for (let times = 0; times < 40; times += 1) {
    await page.keyboard.press("Shift+Tab");
    if (await page.evaluate(() => document.activeElement.closest(".answers dd") === document.querySelector(".answers dd"))) break;
  }
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.type("示例：请写明参加人数");
  await tabTo("退回", 40);
  await page.keyboard.press("Enter");
  const dialog = page.locator("dialog.confirm[open]");
  await dialog.waitFor();
  assert.equal((await focused()).text, "退回", "reason and deadline are given, so a second Enter is the confirmation");
  await page.keyboard.press("Enter");
  await page.waitForFunction((count) => document.querySelectorAll("nav .list-item").length === count - 1, before);
});

test("a check that finds something leads to what is wrong", async () => {
  const officer = await Person.at(browser, demo, "jinzhou");
  await officer.go("/todo");
  await officer.page.getByRole("link", { name: "填写报送" }).first().click();
  await officer.page.getByRole("button", { name: "下一步：核对" }).focus();
  await officer.page.keyboard.press("Enter");
  await officer.page.locator("#form-problems:focus").waitFor();
  await officer.page.keyboard.press("Tab");
  assert.ok(await officer.page.evaluate(() => document.activeElement.closest("#main") !== null && !document.activeElement.textContent.includes("核对")));
  assert.deepEqual(officer.complaints, []);
  await officer.leave();
});

test("on a telephone the menu takes the focus and gives it back", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await office.go("/board");
  await settled(page);
  await page.getByRole("button", { name: "菜单" }).focus();
  const menu = page.locator("dialog[open]");
  await page.keyboard.press("Enter");
  await menu.waitFor();
  assert.equal((await focused()).text, "进度看板");
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  assert.equal((await focused()).text, "☰菜单");
  await page.keyboard.press("Enter");
  await menu.waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  assert.equal((await focused()).text, "全部事项");
});

test("no script failed, nothing was asked of another host, the policy had nothing to refuse", () => {
  assert.deepEqual(office.complaints, []);
});
