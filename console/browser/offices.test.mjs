/** The offices: units that come, change their names, merge and close; people who stand in; keys for programs. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Person, stage } from "./support.mjs";

let demo;
let browser;
let admin;
let office;

stage(async (it) => {
  ({ demo, browser } = it);
  admin = await Person.at(browser, demo, "admin");
  office = await Person.at(browser, demo, "office");
});

const inTree = (name) => admin.page.locator(".ant-tree-treenode", { has: admin.page.getByText(name, { exact: true }) });
const heading = (name) => admin.page.locator(".panel h2", { hasText: name });

/** Opens a unit of 大连市 in the tree. */
async function openUnit(name) {
  await admin.go("/units");
  await inTree("大连市").locator(".ant-tree-switcher").click();
  await inTree(name).getByText(name).click();
  await heading(name).waitFor();
}

/** Opens one of the forms at the unit that is shown, and gives it. */
async function form(text) {
  await admin.page.locator(".panel").getByRole("button", { name: text, exact: true }).click();
  const dialog = admin.page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

async function sent(dialog, text) {
  await dialog.locator(".ant-modal-footer").getByRole("button", { name: text, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

async function pickUnit(dialog, label, name) {
  await dialog.getByLabel(label).fill(name);
  await admin.page.locator(".ant-select-tree-title", { hasText: name }).click();
}

async function pickDay(dialog, label, day) {
  await dialog.getByLabel(label).fill(day);
  await dialog.getByLabel(label).press("Enter");
}

async function create(name, key) {
  await admin.go("/units");
  await inTree("大连市").getByText("大连市").click();
  await heading("大连市").waitFor();
  const dialog = await form("新建下级单位");
  await dialog.getByLabel("名称").fill(name);
  await dialog.getByLabel("单位编码").fill(key);
  await dialog.getByLabel("类别").click();
  await admin.page.locator(".ant-select-item-option", { hasText: "企业" }).click();
  await pickDay(dialog, "起始日期", "2021-03-01");
  await sent(dialog, "新建下级单位");
}

test("a unit is made under another, and a key that exists is told at its place", async () => {
  await create("示例民爆（一）", "dl-new-1");
  await openUnit("示例民爆（一）");
  await admin.page.getByText("辽宁省 / 大连市").waitFor();
  await admin.page.getByText("2021-03-01 周一 — 至今").waitFor();

  const dialog = await form("新建下级单位");
  await dialog.getByLabel("名称").fill("示例重复编码");
  await dialog.getByLabel("单位编码").fill("dl-new-1");
  await dialog.getByLabel("类别").click();
  await admin.page.locator(".ant-select-item-option", { hasText: "生产线" }).click();
  await dialog.locator(".ant-modal-footer").getByRole("button", { name: "新建下级单位" }).click();
  await dialog.locator(".ant-form-item-explain-error", { hasText: "dl-new-1" }).waitFor();
  await dialog.getByRole("button", { name: "取消" }).click();
  await dialog.waitFor({ state: "hidden" });
});

test("a new name is shown everywhere, the old one stays in the history", async () => {
  await openUnit("示例民爆（一）");
  const dialog = await form("更名");
  await dialog.getByText("更名后原名称保留在沿革中。").waitFor();
  await dialog.getByLabel("新名称").fill("示例民爆（新名）");
  await pickDay(dialog, "起始日期", "2021-06-16");
  await sent(dialog, "更名");
  await heading("示例民爆（新名）").waitFor();
  await admin.page.getByText("示例民爆（一）（自 2021-03-01）；示例民爆（新名）（自 2021-06-16）").waitFor();
  await inTree("示例民爆（新名）").waitFor();
  assert.equal(await inTree("示例民爆（一）").count(), 0);
});

test("a merger says what it will do, does nothing when called off, and then moves the unit into the other", async () => {
  const { page } = admin;
  await create("示例民爆（二）", "dl-new-2");
  await openUnit("示例民爆（二）");
  const first = await form("合并");
  await first.getByText("合并：示例民爆（二）").waitFor();
  await first.getByText("本单位撤销，下级单位立即转到并入单位。人员和岗位不会自动变动").waitFor();
  await pickUnit(first, "并入单位", "示例民爆（新名）");
  await first.getByRole("button", { name: "取消" }).click();
  await first.waitFor({ state: "hidden" });
  await page.reload();
  await page.getByText("2021-03-01 周一 — 至今").waitFor();

  const dialog = await form("合并");
  await pickUnit(dialog, "并入单位", "示例民爆（新名）");
  await pickDay(dialog, "并入的第一天", "2021-06-16");
  await sent(dialog, "合并");
  await page.getByText("2021-03-01 周一 — 2021-06-15 周二").waitFor();
  await page.locator(".ant-descriptions-row", { hasText: "并入单位" }).getByText("示例民爆（新名）", { exact: true }).waitFor();
  await heading("示例民爆（二）").getByText("已撤销").waitFor();
  await inTree("大连市").locator(".ant-tree-switcher").click();
  await inTree("示例民爆（二）（已撤销）").waitFor();
  assert.equal(await page.locator(".panel").getByRole("button", { name: "撤销单位" }).count(), 0, "it cannot end twice");
});

test("closing says what it will do; a unit with units below is refused in so many words; an empty one closes", async () => {
  const { page } = admin;
  await admin.go("/units");
  await heading("辽宁省").waitFor();
  await page.getByRole("button", { name: "更名" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "撤销单位" }).count(), 0, "the root cannot be closed");

  await inTree("大连市").getByText("大连市").click();
  await heading("大连市").waitFor();
  const refused = await form("撤销单位");
  await refused.getByText("撤销单位：大连市").waitFor();
  await refused.getByText(/它的应办事项在办公室下一次采用方案时更新/).waitFor();
  await refused.locator(".ant-modal-footer").getByRole("button", { name: "撤销单位" }).click();
  await page.getByText(/还有 \d+ 个下级单位在该日之后仍然存在/).waitFor();
  await refused.getByRole("button", { name: "取消" }).click();
  await refused.waitFor({ state: "hidden" });

  await openUnit("示例民爆（新名）");
  const dialog = await form("撤销单位");
  await pickDay(dialog, "最后一天", "2021-06-30");
  await sent(dialog, "撤销单位");
  await page.getByText("2021-03-01 周一 — 2021-06-30 周三").waitFor();
});

async function openPerson(name) {
  await office.go("/people");
  await office.page.getByRole("button", { name, exact: true }).click();
  return office.page.getByRole("dialog", { name: "人员" });
}

test("a stand-in gets the post for some days, is seen in the lists and does the work", async () => {
  const { page } = office;
  const drawer = await openPerson("大连市填报员（示例）");
  await drawer.getByRole("button", { name: "设代理人" }).click();
  const dialog = page.getByRole("dialog", { name: "设代理人" });
  await dialog.getByText(/代理人在所选日期内（含首尾两天）有“大连市 · 市级填报员”岗位的全部权限/).waitFor();
  await dialog.getByRole("combobox", { name: "人员" }).fill("anshan");
  await page.locator(".ant-select-item-option", { hasText: "鞍山市填报员（示例）（anshan）" }).click();
  await pickDay(dialog, "截止日期", "2021-06-01");
  await dialog.locator(".ant-modal-footer").getByRole("button", { name: "设代理人" }).click();
  await dialog.getByText("截止日期不能早于起始日期").waitFor();
  await pickDay(dialog, "截止日期", "2021-06-20");
  await dialog.locator(".ant-modal-footer").getByRole("button", { name: "设代理人" }).click();
  await dialog.waitFor({ state: "hidden" });
  // Both cards say it: whose post it is, and whose work.
  await drawer.getByText("由 鞍山市填报员（示例） 代理（2021-06-16 周三 — 2021-06-20 周日）").waitFor();

  await office.go("/people");
  await page.getByRole("row", { name: /鞍山市填报员.*大连市 · 市级填报员（代理）/ }).waitFor();
  const other = await openPerson("鞍山市填报员（示例）");
  await other.getByRole("row", { name: /大连市.*市级填报员（代理）.*2021-06-16 周三.*2021-06-20 周日/ }).waitFor();

  await other.getByText("代理 大连市填报员（示例）", { exact: true }).waitFor();

  const standIn = await Person.at(browser, demo, "anshan");
  await standIn.go("/todo");
  await standIn.page.getByRole("row", { name: /第24周.*大连市/ }).getByRole("link", { name: "填写报送" }).waitFor();
  await standIn.go("/account");
  await standIn.page.getByText("大连市 · 市级填报员（代理） · 至 2021-06-20 周日").waitFor();
  assert.deepEqual(standIn.complaints, []);
  await standIn.leave();

  const again = await openPerson("鞍山市填报员（示例）");
  await again.getByRole("row", { name: /市级填报员（代理）/ }).getByRole("button", { name: "结束岗位" }).click();
  const end = page.getByRole("dialog", { name: "结束岗位" });
  await pickDay(end, "最后一天", "2021-06-18");
  await end.locator(".ant-modal-footer").getByRole("button", { name: "结束岗位" }).click();
  await again.getByRole("row", { name: /市级填报员（代理）.*2021-06-18 周五/ }).waitFor();
});

/** A file of people as somebody would save it from a spreadsheet. */
const fileOf = (...rows) => ({
  name: "people.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["name,login,role,unit", ...rows].join("\n")),
});

test("people come in from a file after a preview, and what each is given is shown once", async () => {
  const { page } = office;
  await office.go("/people");
  await page.getByRole("button", { name: "导入", exact: true }).click();
  await page.getByText("city_officer（市级填报员）").waitFor();
  const choose = (...rows) => page.locator('input[type="file"]').setInputFiles(fileOf(...rows));
  await choose("陈示例,dl-chen,city_officer,nowhere", "陈示例,dl-chen,audit_admin,liaoning");
  await page.getByText(/第 2 行 D 列（单位编码）：.*没有编码为“nowhere”的单位/).waitFor();
  await page.getByText(/第 3 行 C 列（岗位）：管理员岗位只能由安全管理员授予/).waitFor();
  assert.ok(await page.getByRole("button", { name: "确认导入" }).isDisabled());
  await choose("陈示例,dl-chen,city_officer,dalian", "陈示例,dl-chen,city_reviewer,dalian", "周示例,as-zhou,市级填报员,anshan");
  await page.getByText("新建账号 2 个，授予岗位 3 个，不变 0 个").waitFor();
  await page.getByRole("button", { name: "确认导入" }).click();
  const shown = page.getByRole("dialog", { name: "新账号和一次性口令" });
  const password = (await shown.getByRole("row", { name: /陈示例/ }).locator("code").textContent()).trim();
  const saved = page.waitForEvent("download");
  await shown.getByRole("button", { name: "保存为文件" }).click();
  assert.match(await readFile(await (await saved).path(), "utf8"), new RegExp(`陈示例,dl-chen,大连市,${password}`));
  await page.keyboard.press("Escape");
  await shown.getByRole("button", { name: "已保存，关闭" }).click();
  await shown.waitFor({ state: "hidden" });
  await page.getByRole("row", { name: /陈示例.*大连市 · 市级填报员.*大连市 · 市级审核员/ }).waitFor();

  const account = { login: "dl-chen", password, role: "city_officer", unit: "大连市" };
  const person = await Person.at(browser, { url: demo.url, accounts: [account] }, "dl-chen");
  await person.go("/todo");
  await person.page.getByRole("row", { name: /大连市/ }).first().waitFor();
  assert.deepEqual(person.complaints, []);
  await person.leave();
});

test("the trail tells in words what one person did, and as it was recorded", async () => {
  const auditor = await Person.at(browser, demo, "audit");
  const { page } = auditor;
  await auditor.go("/audit");
  await page.getByRole("combobox", { name: "人员" }).fill("office");
  await page.locator(".ant-select-item-option", { hasText: "（office）" }).click();
  await page.getByRole("combobox", { name: "操作" }).fill("维护人员");
  await page.locator(".ant-select-item-option", { hasText: "维护人员和岗位" }).click();
  const line = page.getByRole("row", { name: /导入 新增 2；授予岗位数 3；不变 0/ });
  await line.getByRole("button").click();
  await page.getByText("原始记录（供核验）").click();
  await page.locator("pre", { hasText: '"given": 3' }).waitFor();
  assert.deepEqual(auditor.complaints, []);
  await auditor.leave();
});

/** What a program gets with this key. */
async function asked(path, secret) {
  const response = await fetch(`${demo.url}${path}`, { headers: { authorization: `Bearer ${secret}` } });
  return { status: response.status, body: await response.json() };
}

test("a key for a program is shown once, opens what it was made for, and nothing after it was revoked", async () => {
  const officer = await Person.at(browser, demo, "dalian");
  const { page } = officer;
  await officer.go("/account");
  await page.getByText("没有令牌").waitFor();
  await page.getByRole("button", { name: "新建令牌" }).click();
  const dialog = page.getByRole("dialog", { name: "新建令牌" });
  await dialog.getByLabel("用途").fill("示例：汇总程序");
  await dialog.getByRole("combobox", { name: "允许的操作" }).fill("查看应办事项");
  await page.locator(".ant-select-item-option", { hasText: "查看应办事项" }).click();
  await page.keyboard.press("Escape");
  await dialog.locator(".ant-modal-footer").getByRole("button", { name: "新建令牌" }).click();
  const shown = page.getByRole("dialog", { name: "令牌已生成" });
  await shown.getByText("只显示一次，请立即保存到安全的地方。").waitFor();
  const secret = (await page.getByTestId("secret").textContent()).trim();
  await shown.getByRole("button", { name: "关闭" }).click();
  await shown.waitFor({ state: "hidden" });
  const row = page.getByRole("row", { name: /示例：汇总程序.*查看应办事项.*2021-07-16/ });
  await row.waitFor();
  await page.reload();
  await row.waitFor();
  assert.ok(!(await page.content()).includes(secret), "the page no longer knows the secret");

  const owed = await asked("/api/obligations?mine=false&limit=200", secret);
  assert.equal(owed.status, 200);
  assert.ok(owed.body.items.length > 0);
  assert.equal(owed.body.items.some(({ unit }) => unit.name === "鞍山市"), false, "a key sees no more than its owner");
  assert.deepEqual((await asked("/api/activities", secret)).body.items, [], "the key was not made for activities");

  await row.getByRole("button", { name: "吊销" }).click();
  await page.locator("dialog.confirm[open]").getByRole("button", { name: "确定" }).click();
  await row.getByText("已失效").waitFor();
  const refused = await asked("/api/obligations?mine=false&limit=200", secret);
  assert.equal(refused.status, 401);
  assert.equal(refused.body.type, "urn:anxing:problem:login-required");
  assert.deepEqual(officer.complaints, []);
  await officer.leave();
});

test("no script failed, nothing was asked of another host, the policy had nothing to refuse", () => {
  assert.deepEqual(admin.complaints, []);
  assert.deepEqual(office.complaints, []);
});
