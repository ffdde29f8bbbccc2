/** What browser tests stand on: the real binary with its demo, Debian's Chromium, people who log in. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const BINARY = process.env.ANXING_BIN ?? fileURLToPath(new URL("../../target/debug/anxing", import.meta.url));
const CHROMIUM = process.env.ANXING_CHROMIUM ?? "/usr/bin/chromium";
const READY_MS = 180_000;
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** Runs the binary in a folder of its own; resolves once `found` makes something of what it has printed. */
async function start(command, found, settings = "", more = []) {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: cargo build -p cli`);
  const folder = mkdtempSync(join(tmpdir(), "anxing-browser-"));
  if (settings !== "") {
    mkdirSync(join(folder, "data"));
    writeFileSync(join(folder, "data", "anxing.toml"), settings);
  }
  const child = spawn(BINARY, [command, "--data", join(folder, "data"), "--listen", "127.0.0.1:0", ...more], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode === null && child.kill("SIGTERM")) await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  const ready = new Promise((resolve, reject) => {
    let told = "";
    const late = setTimeout(() => reject(new Error(`${command} was not ready in time:\n${told}`)), READY_MS);
    child.stdout.on("data", (chunk) => {
      told += chunk;
      // The last line may still be on its way.
      const result = found(told.split("\n").slice(0, -1));
      if (result === undefined) return;
      clearTimeout(late);
      resolve(result);
    });
    child.stderr.on("data", (chunk) => (told += chunk));
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`${command} ended with ${code}:\n${told}`));
    });
  });
  try {
    return { ...(await ready), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The demo: its address and its accounts with their one-time passwords. With `--still` its clock does not run on, so
 * that what it shows is the same every time.
 */
export function startDemo(...more) {
  const found = (lines) => {
    const line = lines.find((one) => one.startsWith("ANXING_READY "));
    return line === undefined ? undefined : JSON.parse(line.slice("ANXING_READY ".length));
  };
  return start("demo", found, "", more);
}

/**
 * A server that nobody has set up: its address and the one-time link. Its administrators need no telephone unless the
 * test is about that.
 */
export function startEmpty(secondFactor = "off") {
  const settings = `[login]\nsecond_factor = "${secondFactor}"\n`;
  const found = (lines) => {
    const link = lines.find((one) => one.includes("/console/setup#"));
    return link === undefined ? undefined : { url: new URL(link.trim()).origin, link: link.trim(), accounts: [] };
  };
  return start("serve", found, settings);
}

export function startBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
}

/** The demo and a browser for the tests of one file, gone after the last of them. `begin` gets both and lets people in. */
export function stage(begin, ...more) {
  const it = {};
  before(async () => {
    it.demo = await startDemo(...more);
    it.browser = await startBrowser();
    await begin(it);
  });
  after(async () => {
    await it.browser?.close();
    await it.demo?.stop();
  });
}

/** Passwords that were chosen at a first login, by the one-time password, so that a person can come back. */
const chosen = new Map();

/** Where two looks want the same person at once, the first login chooses the password and the second waits for it. */
const entering = new Map();

/** One person at one browser. Collects what must not happen: errors of scripts, refusals of the policy, foreign hosts. */
export class Person {
  static async at(browser, demo, login, size = { width: 1440, height: 900 }) {
    const account = demo.accounts.find((one) => one.login === login);
    if (account === undefined) throw new Error(`the demo has no account ${login}`);
    const person = await Person.stranger(browser, demo.url, size);
    person.account = account;
    const entered = (entering.get(account.password) ?? Promise.resolve()).then(() => person.logIn());
    entering.set(account.password, entered.catch(() => undefined));
    await entered;
    return person;
  }

  /** Somebody who has not logged in. The computer's own zone is far from Beijing on purpose. */
  static async stranger(browser, url, size = { width: 1440, height: 900 }) {
    const context = await browser.newContext({ viewport: size, locale: "zh-CN", timezoneId: "America/New_York" });
    return new Person(await context.newPage(), url, null);
  }

  constructor(page, url, account) {
    this.page = page;
    this.url = url;
    this.account = account;
    this.complaints = [];
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => this.complaints.push(`error: ${error.message}`));
    // The browser's own words differ between versions; the event does not.
    page.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
        console.error(`Content Security Policy: ${violatedDirective} ${blockedURI} ${sample}`),
      ),
    );
    page.on("console", (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) this.complaints.push(message.text());
    });
    page.on("request", (request) => {
      const address = request.url();
      // The browser shows a PDF by pages of its own, which come from its own program and not over the network.
      if (!address.startsWith(url) && !/^(data|blob|chrome|chrome-extension):/.test(address)) this.complaints.push(`foreign: ${address}`);
    });
  }

  async go(path) {
    await this.page.goto(`${this.url}/console${path}`);
  }

  async logIn() {
    const { page, account } = this;
    const known = chosen.get(account.password);
    await this.go("/login");
    await page.getByLabel("登录名").fill(account.login);
    await page.getByLabel("口令").fill(known ?? account.password);
    await page.getByRole("button", { name: /登\s*录/ }).click();
    if (known === undefined && account.isOneTime !== false) await this.choosePassword();
    await page.getByTestId("own-unit").waitFor({ state: "attached" });
  }

  /** A one-time password leads nowhere but to the page that changes it. */
  async choosePassword() {
    const { page, account } = this;
    await page.getByLabel("当前口令").waitFor();
    const next = "Ping-An-Xing-2021!";
    await page.getByLabel("当前口令").fill(account.password);
    await page.getByLabel("新口令", { exact: true }).fill(next);
    await page.getByLabel("再次输入新口令").fill(next);
    await page.getByRole("button", { name: "修改口令" }).click();
    await page.getByLabel("当前口令").waitFor({ state: "detached" });
    chosen.set(account.password, next);
  }

  async leave() {
    await this.page.context().close();
  }
}
