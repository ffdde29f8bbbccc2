/** Nobody reads a raw key, an id or the other language, on no page, in neither language. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EVERYTHING, people, visit } from "./pages.mjs";
import { Person, stage } from "./support.mjs";

const SIZE = { width: 1440, height: 900 };

let demo;
let browser;

stage(async (it) => {
  ({ demo, browser } = it);
}, "--still");

/** A key of a catalogue or an action (`org.read_units`), an enum (`city_officer`), an id. */
const RAW = [
  [/\b[a-z]+(?:_[a-z]+)+\b/, "a raw name"],
  [/\b[a-z]{2,}\.[a-z]+(?:_[a-z]+)*\b(?!\/)/, "a key"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/, "an id"],
  [/\{[a-z_]+\}|\bundefined\b|\bnull\b|\[object|\bNaN\b|Invalid Date/, "something that was not filled in"],
];

/** Where letters are letters: digests, names of files and logins, text of the audit that verifiers read letter by letter. */
const VERBATIM = ".digest, code, pre, [data-testid=secret], [data-testid=file], .verbatim";

/** What is written on the page, without what was typed by people or stands in the plan. */
async function written(page, without) {
  return page.evaluate((skip) => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent.trim();
      if (text === "" || parent.closest(skip) !== null || parent.closest("script, style, noscript, textarea") !== null) continue;
      if (parent.checkVisibility()) texts.push(text);
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")) {
      if (element.closest(skip) !== null || !element.checkVisibility()) continue;
      for (const name of ["aria-label", "placeholder", "title", "alt"]) {
        const text = element.getAttribute(name);
        if (text !== null && text !== "") texts.push(text);
      }
    }
    return texts;
  }, without);
}

/** Every text that the server itself writes down in Chinese: the plan, the units, what people typed, sentences of rules. */
async function chineseOfTheServer(page, heard) {
  const own = JSON.stringify(heard);
  return (text) => text.split(/[\s·:：;；,，、()（）“”‘’《》〔〕"'/—|]+/).every((part) => !/[\u4e00-\u9fff]/.test(part) || own.includes(part));
}

describe("languages", { concurrency: 2 }, () => {
  for (const language of ["zh-CN", "en"]) {
    test(`every page speaks ${language} and nothing raw`, { timeout: 600_000 }, async () => {
      const heard = [];
      const present = people(Person, browser, demo, SIZE, async ({ page }) => {
        await page.addInitScript((chosen) => localStorage?.setItem("anxing.language", chosen), language);
        page.on("response", async (response) => {
          const kind = response.headers()["content-type"] ?? "";
          if (/\/api\//.test(response.url()) && /json/.test(kind)) heard.push(await response.text().catch(() => ""));
        });
      });
      const wrong = [];
      for (const one of EVERYTHING) {
        const person = await present.get(one.who);
        await visit(person, one);
        const help = person.page.getByRole("button", { name: /本页说明|About this page/ });
        if (one.open === undefined && (await help.count()) > 0) await help.click();
        const texts = await written(person.page, VERBATIM);
        for (const text of texts) {
          for (const [sign, what] of RAW) if (sign.test(text)) wrong.push(`${one.name}: ${what}: ${text}`);
        }
        if (language !== "en") continue;
        const isServers = await chineseOfTheServer(person.page, heard);
        for (const text of texts) {
          if (/[\u4e00-\u9fff]/.test(text) && text !== "中文" && !isServers(text)) wrong.push(`${one.name}: Chinese: ${text}`);
        }
      }
      for (const person of present.all()) wrong.push(...person.complaints);
      await present.leave();
      assert.deepEqual([...new Set(wrong)], []);
    });
  }
});
