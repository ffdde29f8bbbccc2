import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { en as enPages } from "./en";
import { help as enHelp } from "./en/help";
import { zh as zhPages } from "./zh-CN";
import { help as zhHelp } from "./zh-CN/help";
import { isTextKey, setLanguage, t, word } from ".";

const [zh, en] = [{ ...zhPages, ...zhHelp }, { ...enPages, ...enHelp }];
const ROOT = join(process.cwd(), "src");

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "i18n" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

it("has the same keys and the same {gaps} in both languages", () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  const gaps = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [key, text] of Object.entries(zh)) expect([key, gaps(en[key as keyof typeof zh])]).toEqual([key, gaps(text)]);
});

it("has no text that nothing shows", () => {
  const all = sources(ROOT).join("\n");
  // Words of closed lists are asked for by `word("role", …)`.
  const lists = [...all.matchAll(/(?:word|words|options)\(\s*"(\w+)"/g), ["", "word"]].map(([, list]) => `${list}.`);
  const unused = Object.keys(zh).filter(
    (key) => !all.includes(`"${key}"`) && !lists.some((list) => key.startsWith(list)),
  );
  expect(unused).toEqual([]);
});

it("leaves no Chinese text outside the catalogue", () => {
  const strings = sources(ROOT).flatMap((text) =>
    text
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
      .split("\n")
      .filter((line) => /[\u4e00-\u9fff]/.test(line) && !/^\s*const parts = /.test(line)),
  );
  expect(strings).toEqual([]);
});

it("fills gaps and never shows a raw value of a closed list", () => {
  expect(t("form.chars", { count: 1, max: 2 })).toBe("1 / 2 字");
  expect(word("role", "city_officer")).toBe("市级填报员");
  expect(word("role", "astronaut")).toBe("其他");
});

it("takes the word for one or that for many, where a language tells them apart", async () => {
  expect(t("time.days_left", { days: 1 })).toBe("还有 1 天");
  await setLanguage("en");
  expect([1, 2].map((days) => t("time.days_left", { days }))).toEqual(["1 day left", "2 days left"]);
  expect(t("urge.done", { urged: 1, units: 1 })).toBe("1 item of 1 unit was urged");
  expect([1, 2].map((count) => t("board.paper_missing", { count }))).toEqual(["1 paper original missing", "2 paper originals missing"]);
  expect(t("wall.trend_rest", { due: 1, in_time: 0 })).toContain("1 more that is owed by now (0 in time) is not in the chart: it falls due");
  await setLanguage("zh-CN");
});

/** Closed lists of the server, by the list of words that shows them. */
const LISTS: Record<string, string[]> = {
  basis: ["Basis"],
  change: ["ChangeKind"],
  evidence: ["FormEvidenceKind", "FileKind"],
  exposure_kind: ["ExposureKind"],
  found: ["ActivityFound"],
  job_state: ["JobState"],
  mark: ["Mark"],
  media: ["MediaClass"],
  mode: ["ActivityMode"],
  move: ["ActivityMove", "ExposureMove"],
  obligation_kind: ["ObligationKind", "PlanDutyKind"],
  outcome: ["SubmissionOutcome"],
  paper: ["PaperState"],
  record_state: ["ActivityState", "ExposureState"],
  state: ["ObligationState"],
  timing: ["ObligationTiming"],
  unit_kind: ["OrgUnitKind"],
  verdict: ["ReviewVerdict"],
};

it("has a word for every value that the server can answer", () => {
  const contract = JSON.parse(readFileSync(join(process.cwd(), "../openapi/console.json"), "utf8"));
  const missing = Object.entries(LISTS).flatMap(([list, names]) =>
    names.flatMap((name) => {
      const values: string[] = contract.components.schemas[name].enum;
      return values.map((value) => `${list}.${value}`).filter((key) => !isTextKey(key));
    }),
  );
  expect(missing).toEqual([]);
});

it("says nothing Chinese in English and nothing English in Chinese", () => {
  const chinese = Object.entries(en).filter(([key, text]) => /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(text) && key !== "app.language");
  expect(chinese).toEqual([]);
  // Names of programs, formats and keys are the same in every language; the rest would be a text that was forgotten.
  const NAMES = /\b(?:Excel|CSV|XLSX|YAML|PDF|TOTP|SHA|SM3|URL|Cookie|Esc|JavaScript|English|anxing|audit|verify|liaoning|producer|yes|office|dalian|review|admin|[jkar]|A[34]|licence|key|value)\b/g;
  const english = Object.entries(zh).filter(([, text]) => /[A-Za-z]{3,}/.test(text.replace(/\{\w+\}/g, "").replace(NAMES, "")));
  expect(english).toEqual([]);
});

it("makes the quotes of what stands between quotes single ones, and leaves others alone", () => {
  const title = "开展“安全生产月”活动";
  expect(t("check.required", { title })).toBe("请填写“开展‘安全生产月’活动”");
  expect(t("unit.close_title", { name: title })).toContain(title);
});
