/** From an empty folder to a campaign that runs: set-up, units, a person, a plan that is checked and adopted. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findings } from "./axe.mjs";
import { Person, startBrowser, startEmpty } from "./support.mjs";

const PLANS = fileURLToPath(new URL("../../plans/liaoning-2021/", import.meta.url));
const PASSWORD = "Shou-Ci-She-Zhi-1!";

let server;
let browser;
let admin;
let office;

before(async () => {
  server = await startEmpty();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the one-time link makes the authority and the first administrator", async () => {
  admin = await Person.stranger(browser, server.url);
  const { page } = admin;
  await page.goto(server.link);
  // What is empty is told in one go, so that nobody corrects the form five times.
  await page.getByRole("button", { name: "完成设置" }).click();
  await page.locator(".ant-form-item-explain-error").first().waitFor();
  assert.equal(await page.locator(".ant-form-item-has-error").count(), 5);
  await page.getByLabel("主管部门名称").fill("辽宁省工业和信息化厅");
  await page.getByText("确认导入后改用文件中的名称").waitFor();
  await page.getByLabel("主管部门编码").fill("liaoning");
  await page.getByLabel("您的姓名").fill("系统管理员（示例）");
  await page.getByLabel("登录名").fill("root-admin");
  await page.getByLabel("口令").fill("short");
  await page.getByRole("button", { name: "完成设置" }).click();
  await page.locator(".ant-form-item-explain-error").first().waitFor();
  await page.getByLabel("口令").fill(PASSWORD);
  await page.getByRole("button", { name: "完成设置" }).click();
  await page.waitForURL(/\/console\/login$/);
  await page.getByLabel("登录名").fill("root-admin");
  await page.getByLabel("口令").fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByTestId("own-unit").waitFor();
});

test("the link works once", async () => {
  const late = await Person.stranger(browser, server.url);
  await late.page.goto(server.link);
  await late.page.getByText("系统已完成设置").waitFor();
  await late.leave();
});

test("units come from a file after a preview", async () => {
  const { page } = admin;
  await admin.go("/units");
  await page.getByRole("button", { name: "导入", exact: true }).click();
  await page.getByText("上级单位的编码").waitFor();
  await page.locator('input[type="file"]').setInputFiles(`${PLANS}units.csv`);
  await page.getByText(/^新建，上级为“辽宁省/).first().waitFor();
  // The file calls the unit on top otherwise than the set-up did, and the preview asks about it.
  await page.getByText(/^文件也改变最上级单位“辽宁省工业和信息化厅”：自 \d{4}-\d\d-\d\d 起更名为“辽宁省”/).waitFor();
  assert.ok(await page.getByRole("button", { name: "确认导入" }).evaluate((button) => button.getBoundingClientRect().bottom <= innerHeight));
  await page.getByRole("button", { name: "确认导入" }).click();
  await page.getByText(/^已导入/).waitFor();
  await page.getByRole("treeitem", { name: "大连市" }).waitFor();
});

test("a new person gets a one-time password and has to change it", async () => {
  const { page } = admin;
  await admin.go("/people");
  await page.getByRole("button", { name: "新建人员" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("姓名").fill("办公室（示例）");
  await dialog.getByLabel("登录名").fill("office");
  await dialog.getByLabel("单位").click();
  await page.locator(".ant-select-tree-title", { hasText: "辽宁省" }).click();
  await dialog.getByLabel("岗位类别").click();
  await page.locator(".ant-select-item-option", { hasText: "领导小组办公室" }).click();
  await dialog.getByRole("button", { name: "新建人员" }).click();
  const password = await page.getByTestId("secret").textContent();
  const account = { login: "office", password, role: "office", unit: "辽宁省" };
  office = await Person.at(browser, { url: server.url, accounts: [account] }, "office");
});

test("pages that have nothing to show say what to do, and have a heading", async () => {
  for (const path of ["/board", "/activities", "/statistics", "/reviews", "/papers"]) {
    await office.go(path);
    await office.page.getByRole("heading", { name: "还没有活动方案" }).waitFor();
    await office.page.getByRole("link", { name: "活动方案" }).last().waitFor();
    assert.deepEqual(await findings(office.page), [], path);
  }
});

test("a plan is checked, kept, compared and adopted, and the board is there", async () => {
  const { page } = office;
  await office.go("/plan");
  await page.getByText("第一步：校验方案文件").waitFor();
  await page.locator('input[type="file"]').setInputFiles(`${PLANS}plan.yaml`);
  await page.getByText(/0 处错误/).waitFor();
  // A file that was chosen need not be chosen again.
  await page.reload();
  await page.getByRole("tab", { name: "载入第一份方案", selected: true }).waitFor();
  await page.getByText(/plan\.yaml：0 处错误/).waitFor();
  await page.getByRole("button", { name: "保存方案文件" }).click();
  await page.getByRole("button", { name: "用此方案建立活动" }).click();
  await page.getByText(/^新增 \d+ 项/).waitFor();
  // Nothing is asked for yet, and no page says that nothing is left to do.
  const beside = await page.context().newPage();
  for (const path of ["/calendar", "/wall", "/urge", "/papers"]) {
    await beside.goto(`${server.url}/console${path}`);
    await beside.getByText("活动方案尚未采用").waitFor();
    assert.deepEqual(await findings(beside), [], path);
  }
  await beside.close();
  await page.getByRole("button", { name: "采用此方案" }).click();
  await page.locator("dialog.confirm[open]").getByRole("button", { name: "确定" }).click();
  // For a moment the page that is left says it as well.
  await page.getByText(/^已采用，共 \d+ 项/).first().waitFor();
  // What comes next is said where the last of the first steps led.
  await page.getByRole("heading", { name: "活动开始之后" }).waitFor();
  assert.deepEqual(await findings(page), []);
  await office.go("/board");
  await page.locator('[data-unit="dalian"]').waitFor();
  assert.equal(await page.locator("[data-unit]").count(), 15);
  await office.go("/plan");
  await page.getByText("落实安全责任，推动安全发展").waitFor();
});

test("a wrong plan file is told at its lines and cannot be kept", async () => {
  const { page } = office;
  await office.go("/plan?tab=new");
  const wrong = { name: "wrong.yaml", mimeType: "application/yaml", buffer: Buffer.from("format: 1\nkey：错\n") };
  await page.locator('input[type="file"]').setInputFiles(wrong);
  await page.getByText(/第 2 行/).first().waitFor();
  assert.equal(await page.getByRole("button", { name: "保存方案文件" }).isDisabled(), true);
});

test("no script failed and nothing was asked of another host", () => {
  assert.deepEqual(admin.complaints, []);
  assert.deepEqual(office.complaints, []);
});
