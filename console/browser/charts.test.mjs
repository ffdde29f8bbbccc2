/** The charts of the statistics table: they say what the table says, in the picture and in the table beside it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./pages.mjs";
import { Person, stage } from "./support.mjs";

let demo;
let browser;
let office;

stage(async (it) => {
  ({ demo, browser } = it);
  office = await Person.at(browser, demo, "office");
}, "--still");

const number = (text) => Number(text.replaceAll(",", ""));

/** The rows of the table behind a chart: name, value, note. */
async function told(page, title) {
  const table = page.locator(".chart table", { has: page.locator("caption", { hasText: title }) });
  return table.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
}

test("weeks and units of an indicator add up to its figure in the table", async () => {
  const { page } = office;
  await office.go("/statistics");
  await settled(page);
  const rows = await page.locator("[data-indicator]").evaluateAll((all) =>
    all.map((row) => ({ indicator: row.dataset.indicator, total: row.querySelector(".figure").textContent })),
  );
  const counted = rows.filter(({ total }) => number(total) > 0);
  assert.ok(counted.length > 5, `${counted.length} rows have something`);
  const sections = await page.locator("th.section").allTextContents();
  for (const { indicator, total } of counted.slice(0, 6)) {
    const part = await page.locator(`tbody:has([data-indicator="${indicator}"]) th.section`).textContent();
    await office.go(`/statistics?look=charts&part=${encodeURIComponent(part)}&indicator=${indicator}`);
    await settled(page);
    for (const title of ["按周", "按单位"]) {
      await page.locator(".chart caption", { hasText: title }).waitFor({ state: "attached" });
      const sum = (await told(page, title)).reduce((all, [, value]) => all + number(value), 0);
      assert.equal(sum, number(total), `${indicator} ${title}`);
    }
    // What is drawn is what is told.
    const drawn = await page.locator(".columns .value").allTextContents();
    assert.deepEqual(drawn, (await told(page, "按周")).map(([, value]) => value));
    await office.go("/statistics");
    await settled(page);
  }
  await office.go("/statistics?look=charts");
  await settled(page);
  const parts = await told(page, "各部分的记录数");
  assert.deepEqual(parts.map(([name]) => name).sort(), sections.sort());
});

test("what is unlike the others is marked in the table and in the chart, with the reason", async () => {
  const { page } = office;
  await office.go("/statistics");
  await settled(page);
  const marked = page.locator("[data-indicator] td details", { hasText: "请核实" });
  await marked.first().waitFor();
  assert.match(await page.locator("main p").first().textContent(), new RegExp(`有 ${await marked.count()} 个数明显偏离`));
  const reason = await marked.first().locator("> div").textContent();
  assert.match(reason, /倍|此处为零/);
  const row = page.locator("[data-indicator]", { has: page.locator("details", { hasText: "请核实" }) }).first();
  const indicator = await row.getAttribute("data-indicator");
  const part = await page.locator(`tbody:has([data-indicator="${indicator}"]) th.section`).textContent();
  await office.go(`/statistics?look=charts&part=${encodeURIComponent(part)}&indicator=${indicator}`);
  await settled(page);
  await page.locator(".bar-line .note", { hasText: reason }).waitFor();
});

test("from one figure to look at to the next, by the line above the table and by keys", async () => {
  const { page } = office;
  await office.go("/statistics");
  await settled(page);
  const marked = page.locator("[data-indicator] td details", { hasText: "请核实" });
  const count = await marked.count();
  assert.ok(count > 1, `${count} figures`);
  const isShown = (at) =>
    marked.nth(at).evaluate((note) => {
      const frame = note.closest(".board");
      const [inner, outer, corner] = [note.querySelector("summary"), frame, frame.querySelector("thead th")].map((one) => one.getBoundingClientRect());
      const isInside = inner.left >= corner.right && inner.right <= outer.right && inner.top >= corner.bottom && inner.bottom <= outer.bottom;
      return { isInside, isOpen: note.open, isFocused: note.contains(document.activeElement) };
    });
  const there = { isInside: true, isOpen: true, isFocused: true };
  await page.getByRole("button", { name: "逐个查看" }).click();
  assert.deepEqual(await isShown(0), there);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.deepEqual(await isShown(1), there);
  assert.equal((await isShown(0)).isOpen, false);
  // Also where the first column leaves little room.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: `下一个（现为 2 / ${count}）` }).click();
  assert.deepEqual(await isShown(2 % count), there);
  // The title of a section is read wherever the table was moved.
  const frame = await page.locator(".board").boundingBox();
  const title = await page.locator("th.section > span").first().boundingBox();
  assert.ok(title.x >= frame.x && title.x + title.width <= frame.x + frame.width);
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("the way back from a record opens the figure behind which it was found, and closing it gives the focus to it", async () => {
  const { page } = office;
  await office.go("/statistics");
  await settled(page);
  const figure = page.locator(".figure-button", { hasText: /^[1-9]/ }).last();
  const key = await figure.getAttribute("data-figure");
  await figure.click();
  const title = page.locator(".ant-drawer-title");
  await title.waitFor();
  const before = await title.textContent();
  await page.locator(".ant-drawer-body a").first().click();
  await page.waitForURL(/\/(activities|exposures)\//);
  await title.waitFor({ state: "detached" });
  await page.goBack();
  await title.waitFor();
  assert.equal(await title.textContent(), before);
  const place = await page.locator(`[data-figure="${key}"]`).boundingBox();
  assert.ok(place.y >= 0 && place.y + place.height <= 900, "the figure is on the screen");
  // The focus is there once it has come in.
  await page.waitForFunction(() => document.activeElement?.closest(".ant-drawer") !== null);
  await page.keyboard.press("Escape");
  await page.waitForFunction((wanted) => document.activeElement?.dataset.figure === wanted, key);
  assert.ok(!page.url().includes("figure="));
});

test("rows are whole pixels high, so that the first column and its row end on the same", async () => {
  const { page } = office;
  for (const path of ["/statistics", "/board"]) {
    await office.go(path);
    await settled(page);
    const heights = await page.locator(".board tr").evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    assert.deepEqual(heights.filter((height) => height % 1 !== 0), [], path);
  }
});

/** What open windows say, each time that it becomes something else, with what is written in their fields. */
async function watchWindows(page) {
  await page.evaluate(() => {
    window.said = [];
    const look = () => {
      const open = [...document.querySelectorAll("[role=dialog]")].filter((one) => one.getClientRects().length > 0);
      const text = open.map((one) => [one.textContent, ...[...one.querySelectorAll("input, textarea")].map(({ value }) => value)].join("|")).join("#");
      if (window.said.at(-1) !== text) window.said.push(text);
      requestAnimationFrame(look);
    };
    look();
  });
}

/** Until the answers come, everything that is read again is still as it was; `meanwhile` runs before they do. */
async function withheldReads(page, meanwhile) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const path = "**/api/**";
  await page.route(path, async (route) => {
    if (route.request().method() === "GET") await released;
    await route.continue();
  });
  await meanwhile();
  release();
  await page.unroute(path, { behavior: "wait" });
}

test("the windows of signing and freezing say where the unusual figures stand, and lead through them in the table", async () => {
  const { page } = office;
  await office.go("/statistics");
  await settled(page);
  assert.match(await page.locator(".figures thead th").nth(2).textContent(), /^辽宁省合计（含所属单位）$/);
  const marked = page.locator("[data-indicator] td details", { hasText: "请核实" });
  const count = await marked.count();
  const rows = await page.locator("[data-indicator]", { has: page.locator("td details", { hasText: "请核实" }) }).count();
  const dialog = page.getByRole("dialog");
  for (const name of ["确认本单位统计表", /^定\s*稿$/]) {
    await page.getByRole("button", { name }).click();
    const notice = dialog.getByTestId("unusual");
    assert.match(await notice.textContent(), new RegExp(`的列中有 ${count} 个数明显偏离`));
    if (name === "确认本单位统计表") assert.equal(await dialog.getByText(/请核实：/).count(), rows, "each row is marked");
    await notice.getByRole("button", { name: "逐个查看" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.waitForFunction(() => document.activeElement?.closest("details[open]") !== null);
    assert.equal(await marked.first().evaluate((note) => note.open && note.contains(document.activeElement)), true);
    assert.equal(await marked.nth(1).evaluate((note) => note.open), false);
  }
});

test("what was signed or frozen closes its window before anything is read again, and as it was decided upon", async () => {
  const { page } = office;
  await office.go("/statistics");
  await settled(page);
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "确认本单位统计表" }).click();
  await dialog.getByRole("textbox").first().fill("9");
  await dialog.getByRole("textbox", { name: /更正原因/ }).fill("示例：漏记一场");
  await watchWindows(page);
  await withheldReads(page, async () => {
    await dialog.getByRole("button", { name: "确认（更正 1 处）" }).click();
    await page.getByText("统计表已确认").waitFor();
    await dialog.waitFor({ state: "hidden" });
  });
  await page.getByText("第 1 次确认").waitFor();
  assert.deepEqual((await page.evaluate(() => window.said)).map((text) => /示例：漏记一场/.test(text)), [true, false], "one content, then nothing");
  await page.getByRole("button", { name: /^定\s*稿$/ }).click();
  const freeze = dialog.getByRole("button", { name: /定\s*稿/ });
  await freeze.and(page.locator(":enabled")).waitFor();
  await page.evaluate(() => window.said.splice(0));
  await withheldReads(page, async () => {
    await freeze.click();
    await page.getByText("已定稿，编号").waitFor();
    await dialog.waitFor({ state: "hidden" });
  });
  await page.getByRole("button", { name: "出补充表" }).waitFor();
  const said = await page.evaluate(() => window.said);
  assert.deepEqual(said.filter((text) => /补充/.test(text)), []);
  assert.equal(new Set(said).size, 2, "one content, then nothing");
});

test("no script failed, nothing was asked of another host, the policy had nothing to refuse", () => {
  assert.deepEqual(office.complaints, []);
});
