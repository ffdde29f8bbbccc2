/** The main journey: a city reports with a video, the office returns it, the city corrects, the office accepts. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Person, stage } from "./support.mjs";

let demo;
let browser;
let officer;
let office;
/** The obligation that the journey is about. */
let address;

stage(async (it) => {
  ({ demo, browser } = it);
  officer = await Person.at(browser, demo, "dalian");
  office = await Person.at(browser, demo, "office");
});

/** An MP4 by its content, large enough to be sent in pieces. */
function video() {
  const box = (kind, content) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + content.length, 0);
    head.write(kind, 4, "latin1");
    return Buffer.concat([head, content]);
  };
  const brand = Buffer.concat([Buffer.from("isom"), Buffer.from([0, 0, 2, 0]), Buffer.from("isommp41")]);
  const moov = box("moov", box("mvhd", Buffer.alloc(100)));
  return { name: "本周活动.mp4", mimeType: "video/mp4", buffer: Buffer.concat([box("ftyp", brand), moov, box("mdat", Buffer.alloc(40_000_000, 7))]) };
}

async function boardState() {
  await office.go("/board");
  const cell = office.page.locator(`[data-unit="dalian"] a[href="${address}"]`);
  await cell.waitFor();
  return cell.getAttribute("data-state");
}

async function send(person) {
  await person.page.getByRole("button", { name: "下一步：核对" }).click();
  await person.page.getByRole("button", { name: "确认报送" }).click();
  const number = await person.page.getByTestId("receipt-number").textContent();
  assert.match(number, /^2021-\d{6}-[0-9A-Z]$/);
  // Who has it now.
  await person.page.getByTestId("receipt-review").getByText("下一步：领导小组办公室审核（辽宁省）").waitFor();
}

async function openReview() {
  await office.go("/reviews");
  await office.page.locator("nav .list-item", { hasText: "大连市" }).filter({ hasText: "第24周" }).click();
  await office.page.locator(".panel h2", { hasText: "大连市" }).waitFor();
}

test("the officer reports this week with a video and gets a numbered receipt", async () => {
  const { page } = officer;
  await officer.go("/todo");
  const line = page.getByRole("row", { name: /第24周/ });
  address = await line.getByRole("link", { name: /第24周/ }).getAttribute("href");
  await line.getByRole("link", { name: "填写报送" }).click();
  await page.getByLabel(/好的做法/).fill("示例：全市开展安全宣传咨询活动。");
  // The network is lost in the middle, and once more just before the end.
  const sent = [];
  await page.route("**/api/uploads/*", (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    sent.push(Number(route.request().headers()["upload-offset"]));
    return [2, 5].includes(sent.length) ? route.abort("connectionreset") : route.continue();
  });
  await page.getByTestId("file-video").setInputFiles(video());
  await page.getByTestId("file").getByText("本周活动.mp4").waitFor({ timeout: 60_000 });
  await page.unroute("**/api/uploads/*");
  assert.equal(sent.length, 7, `five pieces, two of them twice: ${sent}`);
  assert.deepEqual([sent[2], sent[5]], [sent[1], sent[4]], "it goes on where it was cut");
  await page.getByText("文件信息").click();
  await page.getByText(/^SHA-256 校验码 [0-9a-f]{64}$/).waitFor();
  await page.locator('[data-testid="draft-state"][data-state="saved"]').waitFor();
  // What was typed is on the server: a page that is opened again shows it.
  await page.reload();
  assert.equal(await page.getByLabel(/好的做法/).inputValue(), "示例：全市开展安全宣传咨询活动。");
  await page.getByTestId("file").getByText("本周活动.mp4").waitFor();
  await send(officer);
});

test("the board shows it at once, and the office returns it with a reason and a new deadline", async () => {
  assert.equal(await boardState(), "submitted");
  await openReview();
  const { page } = office;
  const part = page.getByRole("radiogroup", { name: "对“好的做法”的意见" });
  await part.getByText("有问题").click();
  assert.equal(await page.getByRole("button", { name: "退回", exact: true }).isDisabled(), true, "a return needs its reasons");
  await page.getByLabel("“好的做法”的问题").fill("请写明参加人数");
  await page.getByRole("button", { name: /2021-06-18/ }).click();
  await page.getByRole("button", { name: "退回", exact: true }).click();
  await page.locator("dialog.confirm[open]").getByRole("button", { name: "退回" }).click();
  await page.getByText(/^已退回：/).first().waitFor();
  assert.equal(await boardState(), "returned");
});

test("the officer sees why, corrects and sends again", async () => {
  const { page } = officer;
  await officer.go("/todo");
  const line = page.getByRole("row", { name: /第24周/ });
  await line.getByText("已退回").waitFor();
  await line.getByRole("link", { name: "修改后重报" }).click();
  await page.getByTestId("returned").getByText("请写明参加人数").waitFor();
  await page.getByLabel(/好的做法/).fill("示例：全市开展安全宣传咨询活动，参加320人次。");
  await send(officer);
});

test("the office sees what changed and accepts; the board says on time", async () => {
  await openReview();
  const { page } = office;
  await page.locator("dd.changed", { hasText: "参加320人次" }).waitFor();
  await page.getByRole("button", { name: "通过", exact: true }).click();
  await page.getByText(/^已通过：大连市/).first().waitFor();
  assert.equal(await boardState(), "accepted_on_time");
});

test("an accepted activity moves the table, and the figure opens its record", async () => {
  const figure = async () => {
    await officer.go("/statistics?table=month-table");
    const cell = officer.page.locator('[data-indicator="theory-sessions"] .figure-button').first();
    await cell.waitFor();
    return { cell, value: Number((await cell.textContent()).replaceAll(",", "")) };
  };
  const before = (await figure()).value;
  const { page } = officer;
  await officer.go("/activities");
  await page.getByRole("button", { name: "登记活动" }).click();
  await page.getByRole("dialog").getByLabel("类别").click();
  await page.locator(".ant-select-item-option", { hasText: "理论学习中心组和专题学习" }).click();
  await page.getByRole("button", { name: "开始填写" }).click();
  await page.getByLabel(/活动名称/).fill("示例：党组理论学习中心组专题学习");
  await page.getByLabel(/活动日期/).fill("2021-06-15");
  await page.keyboard.press("Enter");
  await page.getByText("线下", { exact: true }).click();
  await page.getByLabel(/活动地点/).fill("大连");
  await page.getByLabel(/^场次/).fill("3");
  for (const label of [/^参与人次/, /^参与人数/]) {
    const input = page.getByLabel(label);
    if ((await input.count()) > 0) await input.fill("90");
  }
  await page.getByRole("button", { name: "提交" }).click();
  const sure = page.locator("dialog.confirm[open]");
  await sure.waitFor();
  const { y, height } = await sure.boundingBox();
  assert.ok(Math.abs(y + height / 2 - page.viewportSize().height / 2) < 2, "the question stands in the middle of the window");
  await sure.getByRole("button", { name: "确定" }).click();
  await page.getByText("已提交", { exact: true }).waitFor();
  const record = new URL(page.url()).pathname;

  // What a city records is accepted by the level above.
  await office.page.goto(demo.url + record);
  await office.page.getByRole("button", { name: "通过", exact: true }).click();
  await office.page.locator("dialog.confirm[open]").getByRole("button", { name: "确定" }).click();
  await office.page.getByText("第 1 版已计入").waitFor();

  const after = await figure();
  assert.equal(after.value, before + 3);
  await after.cell.click();
  await page.getByRole("link", { name: "示例：党组理论学习中心组专题学习" }).click();
  // The way back: the record says what it adds to which table.
  const back = page.getByTestId("counted-in");
  await back.getByText(/专题理论学习 3 场次/).waitFor();
  await back.getByRole("link", { name: /“安全生产月”活动情况统计表/ }).click();
  await page.locator('[data-indicator="theory-sessions"]').first().waitFor();
});

/** One white pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
  "base64",
);

test("an exposed case names its missing piece, takes two people, and then meets the quota", async () => {
  const { page } = officer;
  await officer.go("/todo");
  const quota = await page.getByRole("link", { name: /曝光典型案例/ }).getAttribute("href");
  await officer.go("/exposures");
  await page.getByRole("button", { name: "登记曝光案例" }).click();
  await page.getByRole("button", { name: "开始填写" }).click();
  await page.getByText("典型案例", { exact: true }).click();
  await page.getByLabel(/案例标题/).fill("示例：库房超量储存");
  await page.getByLabel(/案例内容/).fill("检查发现超量储存，已责令整改。");
  await page.getByText("检查发现", { exact: true }).click();
  await page.getByLabel(/被曝光单位名称/).fill("某民爆企业（示例）");
  await page.getByText("市级主流媒体", { exact: true }).click();
  await page.getByLabel(/媒体名称/).fill("大连日报（示例）");
  await page.getByLabel(/发布日期/).fill("2021-06-15");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "提交" }).click();
  // Without the capture it is not sent, and the form says so.
  await page.getByRole("alert").getByText(/取证截图/).first().waitFor();
  await page.getByTestId("file-captures").setInputFiles({ name: "截图.png", mimeType: "image/png", buffer: PIXEL });
  await page.getByTestId("file").waitFor();
  await page.getByRole("button", { name: "提交" }).click();
  await page.locator("dialog.confirm[open]").getByRole("button", { name: "确定" }).click();
  await page.getByTestId("lacking").waitFor();
  const record = page.url();

  const second = await Person.at(browser, demo, "dalian-review");
  await second.page.goto(record);
  await second.page.getByRole("button", { name: "核对通过" }).click();
  await second.page.locator("dialog.confirm[open]").getByRole("button", { name: "确定" }).click();
  await second.page.getByText("第 1 版已计入").waitFor();
  assert.deepEqual(second.complaints, []);
  await second.leave();

  await page.reload();
  await page.getByRole("button", { name: "上报省厅" }).click();
  await page.locator("dialog.confirm[open]").getByRole("button", { name: "确定" }).click();
  await page.getByText("已上报省厅").first().waitFor();
  await office.go("/board");
  const cell = office.page.locator(`[data-unit="dalian"] a[href="${quota}"]`);
  await cell.getByText("1 / 1").waitFor();
  assert.equal(await cell.getAttribute("data-state"), "accepted_on_time");
});

test("the city corrects a figure with a reason, signs its table and freezes it under a number", async () => {
  const { page } = officer;
  // The report that the table goes with says that it has to be confirmed, and leads there.
  const [report] = await page.evaluate(async () => (await (await fetch("/api/obligations?mine=true&duty=month-table&limit=1")).json()).items);
  await officer.go(`/obligations/${report.id}/report`);
  const first = page.getByTestId("confirm-first");
  await first.getByText("本单位尚未确认").waitFor();
  await page.getByText("除电子报送外，还须报送加盖公章的纸质原件").waitFor();
  await first.getByRole("link", { name: "去确认" }).click();
  await page.getByRole("button", { name: "确认本单位统计表" }).click();
  const figure = page.getByLabel("专题理论学习 确认数");
  await figure.fill(String(Number(await figure.inputValue()) + 1));
  assert.equal(await page.getByRole("button", { name: "确认（更正 1 处）" }).isDisabled(), true, "a correction needs its reason");
  await page.getByLabel("专题理论学习 更正原因").fill("一场未及时登记");
  await page.getByRole("button", { name: "确认（更正 1 处）" }).click();
  await page.getByText("统计表已确认", { exact: true }).waitFor();
  await page.getByText(/^第 1 次确认/).waitFor();
  assert.equal(await page.locator(".ant-btn-primary", { hasText: "确认本单位统计表" }).count(), 0, "it is done");
  await page.locator(".ant-segmented").getByText("确认数").click();
  await page.waitForURL(/basis=confirmed/);
  await page.getByText(/^由 .* 更正$/).first().waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出所见" }).click();
  const file = await download;
  assert.match(file.suggestedFilename(), /-大连市-确认数-所见\.csv$/);
  const [heads, ...lines] = readFileSync(await file.path(), "utf8").split("\r\n");
  assert.match(heads, /大连市 合计（含所属单位 · 确认数 · 已确认）,大连市 合计 更正前,大连市 合计 更正原因,/);
  assert.match(lines.find((line) => line.startsWith("专题理论学习,")), /,一场未及时登记,/);
  await page.getByRole("button", { name: "定稿", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "定稿", exact: true }).click();
  await page.getByText(/^已定稿，编号/).waitFor();
  await officer.go(`/obligations/${report.id}/report`);
  await first.getByText(/^统计表已由 大连市填报员（示例） 于 .* 确认/).waitFor();
});

test("what is not covered yet opens its own record: the kind, the unit and what it is about are there", async () => {
  const { page } = officer;
  const [coverage] = await page.evaluate(async () => (await (await fetch("/api/obligations?mine=true&duty=line-coverage&limit=1")).json()).items);
  await officer.go(`/obligations/${coverage.id}`);
  await page.getByRole("link", { name: "到活动台账登记" }).waitFor();
  await page.getByRole("row", { name: /示例震源药柱生产线/ }).getByRole("link", { name: "登记" }).click();
  const dialog = page.getByRole("dialog", { name: "登记活动" });
  await dialog.getByText("生产线排查").waitFor();
  await dialog.getByText("大连市", { exact: true }).waitFor();
  // Called off, the address is that of the list again; a reload does not ask once more.
  await dialog.getByRole("button", { name: /取\s*消/ }).click();
  await page.waitForFunction(() => location.search === "");
  await page.goBack();
  await page.getByRole("link", { name: "到活动台账登记" }).click();
  await dialog.getByText("生产线排查").waitFor();
  await page.goBack();
  await page.getByRole("row", { name: /示例震源药柱生产线/ }).getByRole("link", { name: "登记" }).click();
  await dialog.getByRole("button", { name: "开始填写" }).click();
  await page.locator(".panel .ant-select", { hasText: "示例震源药柱生产线" }).waitFor();
  await page.locator('[data-testid="draft-state"][data-state="saved"]').waitFor();
});

test("a draft that another window saved says who saved it and when", async () => {
  const { page } = officer;
  const [report] = await page.evaluate(async () => (await (await fetch("/api/obligations?mine=true&kind=deliver&state=open&limit=1")).json()).items);
  await officer.go(`/obligations/${report.id}/report`);
  const box = page.getByRole("textbox").first();
  await box.waitFor();
  await page.evaluate(async (id) => {
    const path = `/api/obligations/${id}/draft`;
    const { revision, content } = await (await fetch(path)).json();
    await fetch(path, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ revision, content }) });
  }, report.id);
  await box.fill("示例：另一个窗口");
  await page.getByTestId("theirs").getByText(/^对方的内容由 大连市填报员（示例） 于 2021-06-16 .* 保存。$/).waitFor();
  await page.getByRole("button", { name: "使用对方的内容" }).click();
  await page.getByTestId("theirs").waitFor({ state: "detached" });
});

test("somebody without posts for it sees neither the report nor the review", async () => {
  const other = await Person.at(browser, demo, "anshan");
  await other.page.goto(demo.url + address);
  await other.page.getByText("没有找到").waitFor();
  assert.equal(await other.page.getByRole("link", { name: "审核", exact: true }).count(), 0);
  // Nor does a link to somebody else's frozen table show their own live figures in its place.
  await other.go("/statistics?frozen=017a129d-5e86-7000-b91e-60cc6522b06f");
  await other.page.getByRole("dialog").getByText("没有找到").waitFor();
  assert.deepEqual(other.complaints, []);
  await other.leave();
});

test("a stranger is asked to log in and comes back to where they wanted to be; leaving ends the session", async () => {
  const stranger = await Person.stranger(browser, demo.url);
  const { page } = stranger;
  await stranger.go("/papers");
  await page.getByRole("heading", { name: "登录工作台" }).waitFor();
  await page.getByText("请先登录，登录后打开您要访问的页面").waitFor();
  assert.equal(await page.getByText("登录已过期").count(), 0);
  await page.getByLabel("登录名").fill("dalian");
  await page.getByLabel("口令").fill("wrong-Password-1");
  await page.getByRole("button", { name: /登录$/ }).click();
  await page.getByText(/登录名或口令不正确/).waitFor();
  await page.getByLabel("口令").fill("Ping-An-Xing-2021!");
  await page.getByRole("button", { name: /登录$/ }).click();
  await page.getByRole("heading", { name: "纸质件" }).waitFor();
  // The session ends from outside; whoever loads the page again reads why there is a login, and comes back.
  await page.context().clearCookies({ name: /session/ });
  await page.reload();
  await page.getByText("登录已过期").waitFor();
  await page.getByLabel("登录名").fill("dalian");
  await page.getByLabel("口令").fill("Ping-An-Xing-2021!");
  await page.getByRole("button", { name: /登录$/ }).click();
  await page.getByRole("heading", { name: "纸质件" }).waitFor();
  await page.getByRole("button", { name: /大连市填报员/ }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("heading", { name: "登录工作台" }).waitFor();
  assert.equal(await page.getByRole("alert").count(), 0, "who left on purpose is told nothing");
  await stranger.go("/todo");
  await page.getByRole("heading", { name: "登录工作台" }).waitFor();
  assert.equal(await page.getByText("登录已过期").count(), 0);
  assert.deepEqual(stranger.complaints, []);
  await stranger.leave();
});

test("the to-do list fits a telephone", async () => {
  const small = await Person.at(browser, demo, "shenyang", { width: 390, height: 844 });
  await small.go("/todo");
  await small.page.getByRole("row").nth(1).waitFor();
  const wide = await small.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} px wide`);
  await small.page.getByRole("button", { name: "菜单" }).click();
  await small.page.getByRole("link", { name: "进度看板" }).click();
  await small.page.getByTestId("board-summary").waitFor();
  assert.deepEqual(small.complaints, []);
  await small.leave();
});

test("no script failed, nothing was asked of another host, the policy had nothing to refuse", () => {
  assert.deepEqual(officer.complaints, []);
  assert.deepEqual(office.complaints, []);
});
