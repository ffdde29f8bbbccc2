/** The network goes away while somebody works: it is said, nothing waits in silence, and what was refused is sent once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Person, stage } from "./support.mjs";

let demo;
let browser;
let officer;

stage(async (it) => {
  ({ demo, browser } = it);
  officer = await Person.at(browser, demo, "dalian");
});

test("a report that cannot be sent says so at once, is not sent by itself, and is sent once when asked again", async () => {
  const { page } = officer;
  const network = page.context();
  const keys = [];
  page.on("request", (request) => {
    if (/\/submissions$/.test(request.url()) && request.method() === "POST") keys.push(request.headers()["idempotency-key"]);
  });
  await officer.go("/todo");
  await page.getByRole("row", { name: /第24周/ }).getByRole("link", { name: "填写报送" }).click();
  await page.getByLabel(/好的做法/).fill("示例：全市开展安全宣传咨询活动。");
  await page.locator('[data-testid="draft-state"][data-state="saved"]').waitFor();
  await page.getByRole("button", { name: "下一步：核对" }).click();
  const send = page.getByRole("button", { name: "确认报送" });
  await send.waitFor();
  await network.setOffline(true);
  const line = page.getByRole("status").filter({ hasText: "网络已断开" });
  await line.waitFor();
  await send.click();
  await page.getByRole("alert").filter({ hasText: "与服务器的连接中断" }).waitFor({ timeout: 5_000 });
  await network.setOffline(false);
  await line.waitFor({ state: "detached" });
  await page.waitForLoadState("networkidle");
  assert.equal(keys.length, 1, "nothing is sent that nobody asked for");
  await send.click();
  await page.getByTestId("receipt-number").waitFor();
  assert.deepEqual([keys.length, new Set(keys).size], [2, 1]);
});

test("a page that cannot be read says so, and is read when the network is back", async () => {
  const { page } = officer;
  const network = page.context();
  await officer.go("/board");
  await page.getByTestId("board-summary").waitFor();
  await network.setOffline(true);
  // The page itself is there already, the figures of another unit are not.
  await page.locator('[data-unit] th a[href*="/board?unit="]').first().click();
  await page.getByText("未能读取").waitFor({ timeout: 5_000 });
  await network.setOffline(false);
  await page.getByTestId("board-summary").waitFor();
  assert.deepEqual(officer.complaints, []);
});
