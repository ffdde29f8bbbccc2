/** Work that goes fast: last period's words, files seen at once, a desk that is led by keys, lists of one's own, plans read by month. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { settled } from "./pages.mjs";
import { Person, stage } from "./support.mjs";

const PLAN = fileURLToPath(new URL("../../plans/liaoning-2021/plan.yaml", import.meta.url));

let demo;
let browser;
let office;
let officer;

stage(async (it) => {
  ({ demo, browser } = it);
  office = await Person.at(browser, demo, "office");
  officer = await Person.at(browser, demo, "dalian");
}, "--still");

const active = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent);

test("a report begins with last week's words, and asks before it replaces this week's", async () => {
  const { page } = officer;
  await officer.go("/todo");
  await page.getByRole("row", { name: /第24周/ }).getByRole("link", { name: "填写报送" }).click();
  const practice = page.getByLabel(/好的做法/);
  await practice.fill("本周的做法");
  await page.getByRole("button", { name: /^带入上期文字（2021年第23周/ }).click();
  const dialog = page.locator("dialog[open]");
  await dialog.getByText("以下各处已有内容，全部带入将替换：好的做法").waitFor();
  await dialog.getByRole("button", { name: "只填空白处" }).click();
  assert.equal(await practice.inputValue(), "本周的做法");
  assert.notEqual(await page.getByLabel(/特色项目/).inputValue(), "", "what was empty has last week's words");
  await page.getByRole("button", { name: /^带入上期文字/ }).click();
  await dialog.getByRole("button", { name: "全部带入" }).click();
  const last = await practice.inputValue();
  assert.ok(last.length > 10 && last !== "本周的做法");
  await page.locator('[data-testid="draft-state"][data-state="saved"]').waitFor();
  await page.reload();
  await page.waitForFunction((text) => document.querySelector("textarea")?.value === text, last);
});

test("what was typed without a line is there again after the page was lost", async () => {
  const { page } = officer;
  const draft = /\/api\/obligations\/[^/]+\/draft$/;
  await page.route(draft, (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
  const accept = (dialog) => dialog.accept();
  page.on("dialog", accept);
  await page.getByLabel(/好的做法/).fill("没有网络时写的");
  await page.locator('[data-testid="draft-state"][data-state="failed"]').waitFor();
  await page.reload();
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "没有网络时写的");
  await page.unroute(draft);
  page.off("dialog", accept);
  await page.locator('[data-testid="draft-state"][data-state="saved"]').waitFor();
  await page.reload();
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "没有网络时写的");
  assert.equal(await page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.includes("unsaved")).length), 0);
});

test("whether the draft is safe is in sight wherever one is in the form", async () => {
  const { page } = officer;
  await page.setViewportSize({ width: 1440, height: 500 });
  for (const top of [0, 10_000]) {
    await page.evaluate((to) => window.scrollTo(0, to), top);
    const { y, height } = await page.getByTestId("draft-state").boundingBox();
    assert.ok(y > 0 && y + height <= 500, `at ${top} the mark stands at ${y}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("a dropped picture is seen at once and opens where it stands", async () => {
  const { page } = officer;
  const slot = page.locator('[data-pointer="/evidence/pictures"]');
  const dropped = await page.evaluateHandle(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
    canvas.getContext("2d").fillRect(20, 20, 100, 60);
    const picture = await new Promise((made) => canvas.toBlob(made, "image/png"));
    const transfer = new DataTransfer();
    transfer.items.add(new File([picture], "现场.png", { type: "image/png" }));
    return transfer;
  });
  await slot.locator(".drop").first().dispatchEvent("drop", { dataTransfer: dropped });
  const line = slot.getByTestId("file");
  await line.waitFor();
  assert.match(await line.locator(".thumb img").getAttribute("src"), /^blob:/);
  await line.getByRole("button", { name: "查看：现场.png" }).click();
  const viewer = slot.getByRole("region", { name: /正在查看/ });
  await page.waitForFunction(() => document.querySelector(".viewer > img")?.naturalWidth > 0);
  await viewer.getByRole("button", { name: "关闭" }).click();
  await viewer.waitFor({ state: "detached" });
  await page.locator('[data-testid="draft-state"][data-state="saved"]').waitFor();
  await page.reload();
  await line.waitFor();
  await page.waitForFunction(() => document.querySelector(".thumb img")?.naturalWidth > 0);
  assert.match(await line.locator(".thumb img").getAttribute("src"), /^\/api\/files\//);
});

test("a PDF that was just chosen opens, as the policy allows", async () => {
  const { page } = officer;
  const slot = page.locator('[data-pointer="/evidence/document"]');
  const file = { name: "小结.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") };
  await slot.locator('input[type="file"]').first().setInputFiles(file);
  const button = slot.getByRole("button", { name: "查看：小结.pdf" });
  await button.click();
  assert.match(await slot.locator(".viewer iframe").getAttribute("src"), /^\/api\/files\//);
  await page.keyboard.press("Escape");
  await slot.locator(".viewer").waitFor({ state: "detached" });
  assert.equal(await button.evaluate((it) => it === document.activeElement), true, "whoever closes it is back at the thumbnail");
});

test("keys lead to the decision and press nothing, and can be switched off", async () => {
  const { page } = office;
  await office.go("/reviews");
  await page.locator("#review-note").waitFor();
  const heading = () => page.locator(".split .panel h2").textContent();
  const first = await heading();
  await page.keyboard.press("j");
  await page.waitForFunction((text) => document.querySelector(".split .panel h2")?.textContent !== text, first);
  await page.keyboard.press("k");
  await page.waitForFunction((text) => document.querySelector(".split .panel h2")?.textContent === text, first);
  await page.locator("#review-note").waitFor();
  await page.keyboard.press("a");
  assert.equal(await active(page), "通过");
  await page.locator("h1").click();
  await page.keyboard.press("r");
  await page.getByText("请先写明退回的原因").waitFor();
  assert.equal(await active(page), "review-note");
  assert.equal(await page.locator("#review-note").inputValue(), "", "the key itself is not typed");
  await page.getByRole("combobox", { name: "“总体意见”的常用语" }).click();
  await page.getByTitle("数字与台账不一致，请核对").click();
  await page.locator("#review-note").press("End");
  await page.keyboard.type("（第 2 段）");
  assert.equal(await page.locator("#review-note").inputValue(), "数字与台账不一致，请核对（第 2 段）");
  await page.getByRole("button", { name: /2021-06-18/ }).click();
  await page.locator("h1").click();
  await page.keyboard.press("r");
  assert.equal(await active(page), "退回");
  assert.equal(await page.locator("dialog[open]").count(), 0, "nothing is asked and nothing is sent yet");
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").getByText("退回给填报单位？").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("checkbox", { name: /快捷键/ }).uncheck();
  await page.reload();
  await page.locator("#review-note").waitFor();
  await page.locator("h1").click();
  await page.keyboard.press("a");
  assert.notEqual(await active(page), "通过");
  await page.getByRole("checkbox", { name: /快捷键/ }).check();
});

test("the list keeps the chosen report in view for whoever goes through it by keys, beside the report and above it", async () => {
  const { page } = office;
  const elder = (isElder) => page.evaluate((on) => localStorage.setItem("anxing.appearance", JSON.stringify({ theme: "light", elder: on })), isElder);
  await page.setViewportSize({ width: 1366, height: 768 });
  for (const [isElder, about] of [[false, "左侧为等待审核的报送"], [true, "上方为等待审核的报送"]]) {
    await elder(isElder);
    await office.go("/reviews");
    await settled(page);
    await page.getByText(about).waitFor();
    const lines = page.locator(".review-list .list-item");
    const count = await lines.count();
    assert.ok(count > 3, `${count} wait`);
    for (let at = 1; at < count; at++) {
      await page.keyboard.press("j");
      await page.waitForFunction((nth) => document.querySelectorAll(".review-list .list-item")[nth].getAttribute("aria-current") === "true", at);
      await page.waitForFunction(() => document.activeElement?.closest(".split h2") != null);
      const [line, list] = await Promise.all([lines.nth(at).boundingBox(), page.locator(".review-list").boundingBox()]);
      const [top, bottom] = [Math.max(list.y, 0) - 1, Math.min(list.y + list.height, 768) + 1];
      assert.ok(line.y >= top && line.y + line.height <= bottom, `line ${at}: ${line.y} in ${top} — ${bottom}`);
    }
  }
  await elder(false);
  await page.setViewportSize({ width: 1440, height: 900 });
  await office.go("/reviews");
  await settled(page);
});

test("a PDF opens beside what is to be decided", async () => {
  const { page } = office;
  const sent = page.waitForResponse((response) => response.url().includes("/api/files/"));
  await page.getByRole("button", { name: /^查看：.*\.pdf/ }).first().click();
  const response = await sent;
  assert.equal(response.status(), 200);
  assert.equal(response.headers()["content-type"], "application/pdf");
  const address = await page.locator(".viewer iframe").getAttribute("src");
  assert.equal(new URL(response.url()).pathname, address);
  await page.getByRole("radiogroup", { name: /对“/ }).first().getByText("无误").click();
  await page.locator(".viewer").getByRole("button", { name: "关闭" }).click();
  await page.locator(".viewer").waitFor({ state: "detached" });
});

test("a list of one's own: conditions under a name, fewer columns, and the same as a file", async () => {
  const { page } = office;
  await office.go("/activities");
  await settled(page);
  await page.getByRole("combobox", { name: "状态" }).click();
  await page.getByTitle("已通过").click();
  await page.getByRole("button", { name: /^常用条件/ }).click();
  await page.getByLabel("条件名称").fill("已通过的活动");
  await page.getByRole("button", { name: "保存当前条件" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "选择列" }).click();
  await page.locator("dialog[open]").getByRole("checkbox", { name: "类别" }).uncheck();
  await page.locator("dialog[open]").getByRole("button", { name: "确定" }).click();

  await office.go("/activities");
  await settled(page);
  await page.getByRole("button", { name: "常用条件（1）" }).click();
  await page.locator("dialog[open]").getByRole("button", { name: "已通过的活动", exact: true }).click();
  // The address changes before what is drawn: the list of before may still be there, or none.
  await page.waitForFunction(() => {
    const rows = [...document.querySelectorAll(".data-table tbody tr")];
    return rows.length > 0 && rows.every((row) => row.textContent.includes("已通过"));
  });
  assert.match(page.url(), /state=accepted/);
  const heads = await page.locator(".data-table thead th").allTextContents();
  assert.equal(heads.length, 10, heads.join());
  assert.ok(!heads.includes("类别"));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出所见" }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), "活动台账.csv");
  const lines = readFileSync(await file.path(), "utf8").trimEnd().split("\r\n");
  assert.equal(lines[0], `\ufeff${heads.join(",")}`);
  assert.equal(lines.length - 1, await page.locator(".data-table tbody tr").count());
  assert.ok(lines.slice(1).every((line) => line.includes("已通过")));
});

test("the plan is read by month, and a changed one says once what changes for all", async () => {
  const { page } = office;
  await office.go("/plan?tab=calendar");
  const june = page.locator(".panel", { has: page.getByRole("heading", { name: "2021 年 6 月" }) });
  const day = june.locator(".calendar > div", { hasText: "06-16 周三" });
  await day.getByText("安全宣传咨询日").waitFor();
  await day.getByText("15:00 截止 · 6月16日（周三）15时前 · 15 个单位").waitFor();

  const text = readFileSync(PLAN, "utf8").replace("rhythm: {once: {day: 2021-12-24}}", "rhythm: {once: {day: 2021-12-27}}");
  await office.go("/plan?tab=new");
  await page.locator('input[type="file"]').setInputFiles({ name: "plan.yaml", mimeType: "application/yaml", buffer: Buffer.from(text) });
  await page.getByText(/0 处错误/).waitFor();
  await page.getByRole("button", { name: "保存方案文件" }).click();
  const moved = page.locator(".same-changes", { hasText: "采用后将调整" });
  await moved.getByText("截止时间由“2021-12-24 23:59”改为“2021-12-27 23:59”").waitFor();
  await moved.getByText("涉及全部 15 个单位").waitFor();

  const wrong = text.replace("key: weekly\n", "key: weekly\n    colour: red\n");
  await page.locator('input[type="file"]').setInputFiles({ name: "wrong.yaml", mimeType: "application/yaml", buffer: Buffer.from(wrong) });
  const line = page.locator(".listing li.wrong", { has: page.locator("code", { hasText: "colour: red" }) });
  await line.getByText(/第 \d+ 行第 \d+ 列：/).waitFor();
  assert.equal(await page.getByRole("button", { name: "保存方案文件" }).isDisabled(), true);
});

test("no script failed, nothing was asked of another host, the policy had nothing to refuse", () => {
  assert.deepEqual([...office.complaints, ...officer.complaints], []);
});
