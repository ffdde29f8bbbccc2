/** A second factor from its first picture to a login with paper, and the list of where one is logged in. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { Person, startBrowser, startEmpty } from "./support.mjs";

const PASSWORD = "Liang-Bu-Yan-Zheng-1!";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

let server;
let browser;
let admin;
let secret;
let paper;

before(async () => {
  server = await startEmpty("administrators");
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What an authenticator shows (RFC 6238) some steps from now: a code of its own, not the server's. */
function code(steps = 0) {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", key).update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

async function password(person) {
  const { page } = person;
  await person.go("/login");
  await page.getByLabel("登录名").fill("root-admin");
  await page.getByLabel("口令").fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

async function second(person, typed) {
  await person.page.getByLabel("验证码").fill(typed);
  await person.page.getByLabel("验证码").press("Enter");
}

test("the first administrator is led to the second factor and to nothing else", async () => {
  admin = await Person.stranger(browser, server.url);
  const { page } = admin;
  await page.goto(server.link);
  await page.getByLabel("主管部门名称").fill("辽宁省");
  await page.getByLabel("主管部门编码").fill("liaoning");
  await page.getByLabel("您的姓名").fill("系统管理员（示例）");
  await page.getByLabel("登录名").fill("root-admin");
  await page.getByLabel("口令").fill(PASSWORD);
  await page.getByRole("button", { name: "完成设置" }).click();
  await page.waitForURL(/\/console\/login$/);
  await password(admin);
  await page.waitForURL(/\/console\/second-factor$/);
  await admin.go("/people");
  await page.waitForURL(/\/console\/second-factor$/);
  await page.getByText("您的岗位须启用两步验证").waitFor();
  // Nothing could be found or gone to yet.
  assert.deepEqual([await page.getByRole("button", { name: "查找" }).count(), await page.locator(".side").count()], [0, 0]);
  await page.keyboard.press("Control+k");
  assert.equal(await page.locator("dialog[open]").count(), 0);
});

test("the picture is shown, a wrong code is told, the right one turns it on and gives the paper once", async () => {
  const { page } = admin;
  await page.getByLabel("当前口令").fill(PASSWORD);
  await page.getByRole("button", { name: "开始设置" }).click();
  const picture = page.getByRole("img", { name: "供验证器应用扫描的二维码" });
  await picture.waitFor();
  assert.ok((await picture.evaluate((image) => image.naturalWidth)) > 100, "the picture is drawn");
  secret = (await page.getByTestId("secret").textContent()).trim();
  await page.getByLabel("验证码").fill("000000");
  await page.getByRole("button", { name: "启用两步验证" }).click();
  await page.getByText(/^验证码不正确/).waitFor();
  await page.getByLabel("验证码").fill(code());
  await page.getByRole("button", { name: "启用两步验证" }).click();
  await page.getByTestId("recovery-codes").waitFor();
  paper = await page.getByTestId("recovery-codes").locator("li").allTextContents();
  assert.equal(paper.length, 10);
  await page.getByRole("button", { name: "已保存，继续" }).click();
  await page.getByRole("link", { name: "人员与岗位" }).waitFor();
  await page.getByRole("button", { name: "查找" }).waitFor();
});

test("a login asks for a code of the telephone or of the paper", async () => {
  const other = await Person.stranger(browser, server.url);
  await password(other);
  await other.page.getByText("口令正确，请输入验证码。").waitFor();
  await second(other, "000000");
  await other.page.getByText(/^验证码不正确/).waitFor();
  await second(other, paper[0]);
  await other.page.getByTestId("own-unit").waitFor();

  const third = await Person.stranger(browser, server.url);
  await password(third);
  // The code of this step was used to turn it on; a telephone whose clock is fast shows the next one.
  await second(third, code(1));
  await third.page.getByTestId("own-unit").waitFor();
  await third.leave();

  await other.go("/account");
  await other.page.getByText("剩余恢复码 9 个").waitFor();
  assert.deepEqual(other.complaints, []);
  await other.leave();
});

test("logins elsewhere are listed and ended", async () => {
  const { page } = admin;
  await admin.go("/account");
  const rows = page.getByRole("table", { name: "登录设备" }).getByRole("row", { name: /Chrome/ });
  await rows.nth(2).waitFor();
  assert.equal(await rows.count(), 3);
  assert.equal(await rows.filter({ hasText: "本次登录" }).count(), 1);
  await rows.first().getByRole("button", { name: "退出此登录" }).click();
  await page.locator("dialog.confirm[open]").getByRole("button", { name: "确定" }).click();
  await page.getByText("已退出").waitFor();
  const [header, message] = await Promise.all([page.locator(".header").boundingBox(), page.locator(".message").first().boundingBox()]);
  assert.ok(message.y >= header.y + header.height, "what became of it does not lie on the name of the campaign");
  await rows.nth(2).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "退出其他全部登录" }).click();
  await page.locator("dialog.confirm[open]").getByRole("button", { name: "确定" }).click();
  await rows.nth(1).waitFor({ state: "detached" });
  assert.equal(await rows.count(), 1);
});

test("no script failed and nothing was asked of another host", () => {
  assert.deepEqual(admin.complaints, []);
});
