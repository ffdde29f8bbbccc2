/** The desk of the office and what reaches it: many accepted at once, waivers, sealed paper, nothing to report. */
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
});

/** The cell of a unit on the board, found by the address of its obligation. */
async function boardCell(unit, address) {
  await office.go("/board");
  const cell = office.page.locator(`[data-unit="${unit}"] a[href="${address}"]`);
  await cell.waitFor();
  return cell;
}

async function boardState(unit, address) {
  return (await boardCell(unit, address)).getAttribute("data-state");
}

/** How many duties the board says were taken off. */
async function waivedOnBoard() {
  await office.go("/board");
  const summary = await office.page.getByTestId("board-summary").textContent();
  return Number(/免除 (\d+) 项/.exec(summary)[1]);
}

/** The page of the obligation that a report on the desk is about. */
function addressOf(waiting, unit) {
  const row = waiting.items.find(({ obligation }) => obligation.unit.name === unit && obligation.duty === "weekly");
  return `/console/obligations/${row.obligation.id}`;
}

const boxOf = (unit) => office.page.getByRole("checkbox", { name: new RegExp(`^${unit} 报送本周活动情况`) });

test("many are accepted at once: first a summary, then what became of each", async () => {
  const { page } = office;
  // The office landed on this page already, and the menu asks for the number of what waits.
  await settled(page);
  const listed = page.waitForResponse((response) => /\/api\/reviews\?.*limit=100/.test(response.url()));
  await office.go("/reviews");
  const waiting = await (await listed).json();
  const yingkou = addressOf(waiting, "营口市");
  for (const unit of ["营口市", "本溪市", "鞍山市"]) await boxOf(unit).check();
  await page.getByRole("button", { name: "批量通过（3）" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("将通过 3 份报送，都是按时报送的").waitFor();
  for (const unit of ["营口市", "本溪市", "鞍山市"]) {
    await dialog.getByRole("row", { name: new RegExp(`${unit}.*按时`) }).waitFor();
  }
  // Meanwhile a colleague decides one of the three.
  const colleague = await Person.at(browser, demo, "office");
  await colleague.go("/reviews");
  await colleague.page.locator("nav .list-item", { hasText: "鞍山市" }).click();
  await colleague.page.locator(".panel h2", { hasText: "鞍山市" }).waitFor();
  await colleague.page.getByRole("button", { name: "通过", exact: true }).click();
  await colleague.page.locator("nav .list-item", { hasText: "鞍山市" }).waitFor({ state: "detached" });
  await colleague.go("/board");
  const cell = colleague.page.locator(`[data-unit="yingkou"] a[href="${yingkou}"]`);
  await cell.waitFor();
  assert.equal(await cell.getAttribute("data-state"), "submitted", "a summary accepts nothing");
  assert.deepEqual(colleague.complaints, []);
  await colleague.leave();

  await dialog.getByRole("button", { name: "通过", exact: true }).click();
  await dialog.getByText("已通过 2 份，未通过 1 份").waitFor();
  await dialog.getByRole("row", { name: /营口市.*已通过/ }).waitFor();
  await dialog.getByRole("row", { name: /鞍山市.*已经有了审核结论/ }).waitFor();
  await dialog.locator(".ant-modal-footer").getByRole("button", { name: "关闭" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "批量通过（0）" }).waitFor();
  assert.equal(await boxOf("本溪市").count(), 0, "what is decided has left the list");
  assert.equal(await boardState("yingkou", yingkou), "accepted_on_time");
  assert.equal(await boardState("benxi", addressOf(waiting, "本溪市")), "accepted_on_time");
});

test("a waiver needs a reason, is seen on the obligation, the board and the to-do list, and can be taken back", async () => {
  const officer = await Person.at(browser, demo, "jinzhou");
  const { page } = office;
  await officer.go("/todo");
  const owed = officer.page.getByRole("row", { name: /第23周/ });
  await owed.getByText("逾期未报").waitFor();
  const address = await owed.getByRole("link", { name: /第23周/ }).getAttribute("href");
  const before = await waivedOnBoard();

  await page.goto(demo.url + address);
  await page.getByRole("button", { name: "免除此事项" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "免除此事项" }).click();
  await dialog.getByText("请填写原因").waitFor();
  await dialog.getByLabel("原因").fill("示例：系统故障期间无法报送");
  await dialog.getByRole("button", { name: "免除此事项" }).click();
  await page.getByText(/领导小组办公室（示例） 于 2021-06-16 .* 免除：示例：系统故障期间无法报送/).waitFor();
  await page.locator(".page .state", { hasText: "已免除" }).waitFor();
  await page.getByRole("button", { name: "免除此事项" }).first().waitFor({ state: "detached" });
  assert.equal(await boardState("jinzhou", address), "waived");
  assert.equal(await waivedOnBoard(), before + 1);
  await officer.go("/todo");
  await officer.page.getByRole("row", { name: /第24周/ }).waitFor();
  assert.equal(await owed.count(), 0, "what is waived is no longer owed");

  await page.goto(demo.url + address);
  await page.getByRole("button", { name: "撤销免除" }).click();
  await page.locator("dialog.confirm[open]").getByRole("button", { name: "确定" }).click();
  await page.getByText(/领导小组办公室（示例） 于 2021-06-16 .* 撤销）/).waitFor();
  await page.getByRole("button", { name: "免除此事项" }).waitFor();
  assert.equal(await boardState("jinzhou", address), "overdue");
  assert.equal(await waivedOnBoard(), before);
  await officer.go("/todo");
  await owed.getByText("逾期未报").waitFor();
  assert.deepEqual(officer.complaints, []);
  await officer.leave();
});

/** The papers of which the list says that they are missing. */
async function missingPapers() {
  await office.go("/papers");
  const told = await office.page.getByText(/^共 \d+ 条/).textContent();
  return Number(/\d+/.exec(told)[0]);
}

async function openPaper(unit) {
  const { page } = office;
  await office.go("/papers");
  await page.getByRole("row", { name: new RegExp(unit) }).getByRole("link").first().click();
  await page.getByRole("heading", { name: "纸质原件" }).waitFor();
  return new URL(page.url()).pathname;
}

const paperPanel = () => office.page.locator(".panel", { hasText: "收到日期" });

test("sealed paper is recorded, and the list of what is missing gets shorter", async () => {
  const { page } = office;
  const before = await missingPapers();
  await openPaper("锦州市");
  await page.getByLabel("份数").fill("2");
  await paperPanel().getByRole("button", { name: "登记" }).click();
  await paperPanel().getByText(/已收到 · 2021-06-16 周三 收到 2 份/).waitFor();
  assert.equal(await missingPapers(), before - 1);
  assert.equal(await page.getByRole("row", { name: /锦州市/ }).count(), 0);
  await page.locator(".ant-segmented").getByText("全部").click();
  await page.getByRole("row", { name: /锦州市.*活动方案.*已收到/ }).waitFor();
});

test("paper that differs from the electronic report needs a note, and is put right later", async () => {
  const { page } = office;
  const address = await openPaper("阜新市");
  await paperPanel().getByText("不符", { exact: true }).click();
  await paperPanel().getByRole("button", { name: "登记" }).click();
  await paperPanel().getByText("请在备注中写明何处不符").waitFor();
  await page.getByLabel("备注").fill("缺第 3 页");
  await paperPanel().getByRole("button", { name: "登记" }).click();
  await paperPanel().getByText(/与电子件不符 · .*缺第 3 页/).waitFor();
  await (await boardCell("fuxin", address)).getByText("纸质件不符").waitFor();

  await page.goto(demo.url + address);
  await paperPanel().getByText("一致", { exact: true }).click();
  await page.getByLabel("备注").fill("");
  await paperPanel().getByRole("button", { name: "登记" }).click();
  await paperPanel().getByText(/已收到 · 2021-06-16/).waitFor();
  assert.equal(await (await boardCell("fuxin", address)).getByText(/纸质件/).count(), 0);
});

test("an accepted report is sent back from its page with a reason and a deadline, and the city finds both", async () => {
  const { page } = office;
  const found = await page.evaluate(async () => {
    const [{ id }] = await (await fetch("/api/campaigns")).json();
    const { items } = await (await fetch(`/api/obligations?campaign=${id}&kind=deliver&state=accepted_on_time&limit=100`)).json();
    return items.find(({ unit, paper }) => unit.key === "anshan" && paper !== "not_wanted").id;
  });
  await office.go(`/obligations/${found}`);
  await page.getByRole("button", { name: "退回已通过的报送" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "退回已通过的报送" }).click();
  await dialog.getByText("请输入退回原因").waitFor();
  // The panel of the paper behind has a field of the same name: the label leads to the dialog's own.
  await page.getByLabel("退回原因").fill("参加人数有误");
  await dialog.getByRole("button", { name: /2021-06-18/ }).click();
  await dialog.getByRole("button", { name: "退回已通过的报送" }).click();
  await page.getByText("已退回，填报单位会在待办中看到").waitFor();
  const city = await Person.at(browser, demo, "anshan");
  await city.go("/todo");
  const line = city.page.locator("tr", { hasText: "报送活动方案" });
  await line.getByText("参加人数有误").waitFor();
  // Sent again as it was, it says so to whoever reads it next.
  await line.getByRole("link", { name: "修改后重报" }).click();
  await city.page.getByRole("button", { name: "下一步：核对" }).click();
  await city.page.getByText("审核单位会看到没有变化").waitFor();
  await city.page.getByRole("button", { name: "确认报送" }).click();
  await city.page.getByTestId("receipt-number").waitFor();
  await page.reload();
  await page.getByTestId("same-as-before").getByText("与上一版完全相同").waitFor();
  assert.deepEqual(city.complaints, []);
  await city.leave();
});

test("an accepted activity that is sent back stands on the to-do list of the enterprise, which is not told that all is done", async () => {
  const reviewer = await Person.at(browser, demo, "dalian-review");
  const record = await reviewer.page.evaluate(async () => {
    const read = async (path) => (await fetch(path)).json();
    const [{ id }] = await read("/api/campaigns");
    const { items } = await read(`/api/activities?campaign=${id}&state=accepted&limit=200`);
    const views = await Promise.all(items.map((item) => read(`/api/activities/${item.id}`)));
    return views.find(({ may, unit_name }) => may.includes("overrule") && unit_name.startsWith("示例爆破器材"))?.id;
  });
  const enterprise = await Person.at(browser, demo, "dl-e1");
  await enterprise.go("/todo");
  await enterprise.page.getByText("目前没有待办事项").waitFor();

  await reviewer.go(`/activities/${record}`);
  await reviewer.page.getByRole("button", { name: "撤销通过并退回" }).click();
  const dialog = reviewer.page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("示例：签到表与参加人数不符");
  await dialog.getByRole("button", { name: "撤销通过并退回" }).click();
  await reviewer.page.getByText(/已退回：示例：签到表/).waitFor();

  await enterprise.go("/todo");
  const line = enterprise.page.getByTestId("returned-records").locator("tr", { hasText: "示例：签到表与参加人数不符" });
  await line.waitFor();
  await settled(enterprise.page);
  assert.equal(await enterprise.page.getByText("目前没有待办事项").count(), 0);
  // The drill that no longer counts is wanted again, too.
  const number = enterprise.page.locator(".side li", { hasText: "我的待办" }).locator(".menu-count");
  assert.equal(Number.parseInt(await number.textContent(), 10), await enterprise.page.locator("tr[data-row]").count());
  await line.getByRole("link", { name: "修改后重新提交" }).click();
  await enterprise.page.getByRole("button", { name: "提交", exact: true }).waitFor();
  assert.deepEqual([...reviewer.complaints, ...enterprise.complaints], []);
  await reviewer.leave();
  await enterprise.leave();
});

test("nothing to report is said in so many words, and only where the plan allows it", async () => {
  const officer = await Person.at(browser, demo, "shenfu");
  const { page } = officer;
  await officer.go("/todo");
  await page.getByRole("row", { name: /报送活动方案/ }).getByRole("link", { name: "填写报送" }).click();
  const outcome = page.getByRole("radiogroup", { name: "报送情况" });
  await outcome.getByRole("radio", { name: "不适用本单位" }).waitFor();
  assert.equal(await outcome.getByRole("radio", { name: "零报告" }).count(), 0, "the plan wants a plan from everybody");

  await officer.go("/todo");
  const line = page.getByRole("row", { name: /第24周/ });
  const address = await line.getByRole("link", { name: /第24周/ }).getAttribute("href");
  await line.getByRole("link", { name: "填写报送" }).click();
  await page.getByLabel(/好的做法/).waitFor();
  await outcome.getByRole("radio", { name: "零报告" }).check();
  assert.equal(await page.getByLabel(/好的做法/).count(), 0, "where nothing is reported there is nothing to fill in");
  await page.getByLabel("说明（选填）").fill("示例：本周没有开展活动");
  await page.getByRole("button", { name: "下一步：核对" }).click();
  await page.getByText("零报告：示例：本周没有开展活动").waitFor();
  await office.go("/reviews");
  await settled(office.page);
  const waiting = office.page.locator("nav .list-item", { hasText: "沈抚新区" });
  assert.equal(await waiting.count(), 0, "nothing of this city waits yet");
  await page.getByRole("button", { name: "确认报送" }).click();
  await page.getByTestId("receipt-number").waitFor();
  // Whoever is told by telephone that it was sent chooses the page again on which they are.
  await office.page.locator(".side").getByRole("link", { name: "审核" }).click();
  await waiting.waitFor();

  const cell = await boardCell("shenfu", address);
  await cell.getByText("零报告").waitFor();
  assert.equal(await cell.getAttribute("data-state"), "submitted");
  await office.go("/reviews");
  await office.page.locator("nav .list-item", { hasText: "沈抚新区" }).click();
  await office.page.locator(".ant-alert", { hasText: "零报告" }).getByText("示例：本周没有开展活动").waitFor();
  await office.page.getByRole("button", { name: "通过", exact: true }).click();
  await office.page.locator("nav .list-item", { hasText: "沈抚新区" }).waitFor({ state: "detached" });
  const accepted = await boardCell("shenfu", address);
  await accepted.getByText("零报告").waitFor();
  assert.equal(await accepted.getAttribute("data-state"), "accepted_on_time");
  assert.deepEqual(officer.complaints, []);
  await officer.leave();
});

test("lists are cards on a telephone, and no page is wider than it", async () => {
  const small = await Person.at(browser, demo, "office", { width: 390, height: 844 });
  const { page } = small;
  await small.go("/papers?all=1");
  const mark = page.getByRole("row", { name: /鞍山市.*活动方案/ }).getByText("与电子件不符");
  await mark.waitFor();
  const { x, width } = await mark.boundingBox();
  assert.ok(x + width <= 390, "the state of the paper is on the screen");
  for (const path of ["/papers", "/activities", "/exposures", "/people", "/statistics", "/plan", "/reviews", "/units"]) {
    await small.go(path);
    await settled(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `${path} is ${wide} px wide`);
  }
  assert.deepEqual(small.complaints, []);
  await small.leave();
});

test("no script failed, nothing was asked of another host, the policy had nothing to refuse", () => {
  assert.deepEqual(office.complaints, []);
});
