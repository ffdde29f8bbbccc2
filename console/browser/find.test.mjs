/** Search everywhere and urging: found by a few letters without a mouse, urged with a summary first, read by the urged. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./pages.mjs";
import { Person, stage } from "./support.mjs";

const WORDS = "请今天 17:00 前报送第24周情况。";

let demo;
let browser;
let office;

stage(async (it) => {
  ({ demo, browser } = it);
  office = await Person.at(browser, demo, "office");
}, "--still");

const box = (page) => page.getByRole("combobox", { name: "查找单位、事项、台账和人员" });
const chosen = (page) => page.locator(".found [aria-selected=true]");

test("a unit is found by its initials and opened without a mouse", async () => {
  const { page } = office;
  await office.go("/papers");
  await settled(page);
  await page.keyboard.press("/");
  await box(page).waitFor();
  // Pressed at once: it goes there when the answer comes.
  await page.keyboard.type("sys");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "进度看板 · 沈阳市" }).waitFor();
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("dalian");
  await chosen(page).filter({ hasText: "大连市" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await chosen(page).filter({ hasNotText: /^大连市/ }).waitFor();
  await page.keyboard.press("Escape");
  await box(page).waitFor({ state: "detached" });
  assert.ok(page.url().includes("/board"), "Escape goes nowhere");
});

test("where a unit is picked its initials are enough", async () => {
  const { page } = office;
  await office.go("/activities");
  await settled(page);
  const unit = page.getByRole("combobox", { name: "单位" });
  await unit.click();
  await unit.fill("hlds");
  const found = page.locator(".ant-select-tree-title");
  await found.getByText("葫芦岛市", { exact: true }).waitFor();
  assert.equal(await found.getByText("大连市", { exact: true }).count(), 0);
  await page.keyboard.press("Enter");
  await page.waitForURL(/unit=/);
  await page.locator(".filters .ant-select").getByText("葫芦岛市").first().waitFor();
});

test("items, records and people are groups of their own, each a link", async () => {
  const { page } = office;
  await office.go("/board");
  await settled(page);
  await page.getByRole("button", { name: /查找/ }).click();
  await box(page).fill("本周 锦州");
  const item = page.getByRole("option", { name: /报送本周活动情况.*锦州市/ }).first();
  await item.click();
  await page.getByRole("heading", { name: /报送本周活动情况/ }).waitFor();
  await page.keyboard.press("/");
  await box(page).fill("jzstby");
  await chosen(page).filter({ hasText: "锦州市填报员" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".ant-drawer").getByText("锦州市填报员（示例）").first().waitFor();
});

test("another city finds nothing of others", async () => {
  const dalian = await Person.at(browser, demo, "dalian");
  const { page } = dalian;
  await dalian.go("/todo");
  await settled(page);
  await page.keyboard.press("/");
  for (const typed of ["沈阳", "shenyang", "填报员"]) {
    const [answered] = await Promise.all([
      page.waitForResponse((response) => new URL(response.url()).searchParams.get("q") === typed),
      box(page).fill(typed),
    ]);
    assert.deepEqual(await answered.json(), { groups: [] }, typed);
    await page.getByText("没有找到。请换个词，或少输几个字。").waitFor();
  }
  await box(page).fill("dl");
  await chosen(page).filter({ hasText: "大连市" }).waitFor();
  assert.deepEqual(dalian.complaints, []);
  await dalian.leave();
});

test("what presses is urged together after a summary, and the urged read it", async () => {
  const { page } = office;
  await office.go("/board");
  await settled(page);
  await page.locator(".tools").getByRole("link", { name: "催办" }).click();
  await page.getByRole("heading", { name: "催办" }).waitFor();
  for (const unit of ["朝阳市", "大连市"]) {
    await page.getByRole("checkbox", { name: new RegExp(`^${unit} 报送本周活动情况.*24周`) }).check();
  }
  await page.getByRole("button", { name: "催办所选 2 项" }).click();
  await page.getByText("将向 2 个单位催办 2 项。").waitFor();
  await page.getByLabel("催办内容").fill(WORDS);
  await page.getByRole("button", { name: "发出催办" }).click();
  await page.getByText("已向 2 个单位催办 2 项").waitFor();
  await page.locator(".ant-modal-footer").getByRole("button", { name: /关\s*闭/ }).click();
  await page.locator("tr", { hasText: "朝阳市" }).getByText(WORDS).waitFor();
  // Once more within the hour: nobody is told twice.
  await page.getByRole("checkbox", { name: /^大连市 报送本周活动情况.*24周/ }).check();
  await page.getByRole("button", { name: "催办所选 1 项" }).click();
  await page.getByText("有 1 项一小时内刚催办过，这次不再催办。").waitFor();
  assert.equal(await page.getByText(/^将向/).count(), 0, "nothing is promised that will not be done");
  await page.getByRole("button", { name: "发出催办" }).click();
  await page.getByText("所选 1 项都没有催办").waitFor();
  await page.getByText("一小时内不重复催办").waitFor();
  assert.deepEqual(office.complaints, []);

  const dalian = await Person.at(browser, demo, "dalian");
  await dalian.go("/todo");
  const line = dalian.page.locator("tr", { hasText: "24周" });
  await line.getByText(WORDS).waitFor();
  await line.getByText(/领导小组办公室（示例） 于 2021-06-16 10:00 催办/).waitFor();
  await line.getByRole("link").first().click();
  await dalian.page.getByTestId("urged").getByText(WORDS).waitFor();
  assert.equal(await dalian.page.getByRole("button", { name: "催办" }).count(), 0);
  assert.deepEqual(dalian.complaints, []);
  await dalian.leave();
});

test("whoever may not urge opens a figure above the board, and finds in the list what it counts", async () => {
  const leader = await Person.at(browser, demo, "leader");
  const { page } = leader;
  await leader.go("/board");
  const figure = page.getByTestId("board-summary").getByRole("link", { name: /^逾期未报/ });
  const count = Number(/\d+/.exec(await figure.textContent())[0]);
  await figure.click();
  await page.getByRole("heading", { name: "全部事项" }).waitFor();
  await page.getByText(`共 ${count} 条，已全部显示`).waitFor();
  assert.equal(await page.locator("tr[data-row] .state", { hasText: "逾期未报" }).count(), count);
  assert.match(page.url(), /unit=.*state=overdue/);
  await page.getByRole("button", { name: "清除条件" }).click();
  await page.locator("tr[data-row] .state", { hasText: "按时通过" }).first().waitFor();
  assert.deepEqual(leader.complaints, []);
  await leader.leave();
});

test("a calendar address is shown once, read by a telephone and revoked", async () => {
  const dalian = await Person.at(browser, demo, "dalian");
  const { page } = dalian;
  await dalian.go("/account");
  await page.getByRole("button", { name: "生成订阅地址" }).click();
  const address = (await page.getByTestId("secret").textContent()).trim();
  const read = await fetch(address);
  assert.equal(read.headers.get("content-type"), "text/calendar; charset=utf-8");
  assert.match(await read.text(), /^BEGIN:VCALENDAR\r\n[^]*BEGIN:VEVENT\r\n[^]*END:VCALENDAR\r\n$/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /停\s*用/ }).click();
  await page.getByRole("button", { name: /^确\s*定$/ }).click();
  await page.getByRole("button", { name: "生成订阅地址" }).waitFor();
  assert.equal((await fetch(address)).status, 404);
  await dalian.leave();
});
