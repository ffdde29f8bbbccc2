/** Every page of the console and its main dialogs: who opens them, where they are, and how to tell that they are there. */

/** Answers of the server, asked with the session of the page. */
async function ask(person, address) {
  return person.page.evaluate(async (path) => (await fetch(path)).json(), address);
}

async function campaign(person) {
  return (await ask(person, "/api/campaigns"))[0].id;
}

/** The address of the first obligation that fits. */
function obligation(query, fits = () => true, more = "") {
  return async (person) => {
    const { items } = await ask(person, `/api/obligations?campaign=${await campaign(person)}&limit=100&${query}`);
    const found = items.find(fits);
    if (found === undefined) throw new Error(`no obligation for ${query}`);
    return `/obligations/${found.id}${more}`;
  };
}

function firstRecord(register) {
  return async (person) => {
    const { items } = await ask(person, `/api/${register}?campaign=${await campaign(person)}&limit=1`);
    return `/${register}/${items[0].id}`;
  };
}

async function receipt(person) {
  const { items } = await ask(person, `/api/obligations?campaign=${await campaign(person)}&limit=100&kind=deliver`);
  return `/submissions/${items.find(({ submission_id }) => submission_id != null).submission_id}/receipt`;
}

async function firstReview(person) {
  const { items } = await ask(person, `/api/reviews?campaign=${await campaign(person)}&limit=1`);
  return `/reviews?submission=${items[0].submission_id}`;
}

/** Named after the folder and the page; `open` makes the dialog, by words of either language. */
export const PAGES = [
  { name: "login", who: null, path: "/login" },
  { name: "todo", who: "dalian", path: "/todo" },
  { name: "todo-enterprise", who: "dl-e1", path: "/todo" },
  { name: "report", who: "dalian", path: obligation("mine=true&kind=deliver", undefined, "/report") },
  { name: "obligation", who: "office", path: obligation("kind=deliver", ({ state }) => state === "accepted_on_time") },
  { name: "obligation-returned", who: "office", path: obligation("kind=deliver", ({ state }) => state === "returned") },
  { name: "quota", who: "office", path: obligation("kind=quota") },
  { name: "coverage", who: "office", path: obligation("kind=coverage") },
  { name: "receipt", who: "dalian", path: receipt },
  { name: "board", who: "office", path: "/board" },
  { name: "wall", who: "office", path: "/wall" },
  { name: "wall-own", who: "dl-e1", path: "/wall" },
  { name: "obligations", who: "office", path: "/obligations" },
  { name: "obligations-own", who: "dalian", path: "/obligations" },
  { name: "calendar", who: "office", path: "/calendar" },
  { name: "calendar-own", who: "dalian", path: "/calendar" },
  { name: "account-own", who: "dalian", path: "/account" },
  { name: "urge", who: "office", path: "/urge" },
  { name: "todo-urged", who: "jinzhou", path: "/todo" },
  { name: "obligation-urged", who: "jinzhou", path: obligation("duty=weekly", ({ urged }) => urged != null) },
  { name: "reviews", who: "office", path: "/reviews" },
  { name: "review", who: "office", path: firstReview },
  { name: "papers", who: "office", path: "/papers?all=1" },
  { name: "activities", who: "office", path: "/activities" },
  { name: "activity", who: "office", path: firstRecord("activities") },
  { name: "exposures", who: "office", path: "/exposures" },
  { name: "exposure", who: "office", path: firstRecord("exposures") },
  { name: "statistics", who: "office", path: "/statistics" },
  { name: "charts", who: "office", path: "/statistics?look=charts" },
  { name: "plan", who: "office", path: "/plan" },
  { name: "plan-calendar", who: "office", path: "/plan?tab=calendar" },
  { name: "plan-new", who: "office", path: "/plan?tab=new" },
  { name: "units", who: "admin", path: "/units" },
  { name: "people", who: "admin", path: "/people" },
  { name: "jobs", who: "admin", path: "/jobs" },
  { name: "audit", who: "audit", path: "/audit" },
  { name: "account", who: "office", path: "/account" },
  { name: "home", who: "expert", path: "/home" },
  { name: "password", who: "office", path: "/password" },
  { name: "second-factor", who: "admin", path: "/second-factor" },
  { name: "nowhere", who: "office", path: "/nowhere" },
];

const press = (name) => (page) => page.getByRole("button", { name }).first().click();
const shown = (page) =>
  page
    .locator("dialog[open], .ant-modal, .ant-drawer-open .ant-drawer-section, .viewer, .ant-select-dropdown, .ant-picker-dropdown")
    .last()
    .waitFor();

/** A plan file that breaks off in its second line. */
const WRONG_PLAN = {
  name: "wrong.yaml",
  mimeType: "application/yaml",
  buffer: Buffer.from("format: 1\nkey ok\n"),
};

export const DIALOGS = [
  { name: "waiver", who: "office", path: obligation("kind=deliver", ({ state }) => state === "overdue"), open: press(/免除此事项|Waive/) },
  { name: "return", who: "office", path: firstReview, open: async (page) => {
    await page.locator(".answers .ant-radio-button-wrapper").nth(2).click();
    await page.locator(".answers textarea[data-reason]").first().fill("示例：请写明参加人数");
    await page.getByRole("button", { name: /2021-06-18/ }).click();
    await page.locator(".ant-btn-dangerous").click();
  } },
  { name: "bulk-accept", who: "office", path: "/reviews", open: async (page) => {
    for (const at of [0, 1]) await page.locator("nav .ant-checkbox-input").nth(at).check();
    await press(/批量通过|Accept/)(page);
  } },
  { name: "evidence", who: "office", path: firstReview, open: async (page) => {
    // The browser's own viewer has begun once it has a frame within its frame; before, the picture would be black.
    const begun = page.waitForEvent("framenavigated", (frame) => frame.parentFrame()?.url().startsWith("chrome-extension:") === true);
    await page.locator(".thumb-button").first().click();
    await begun;
  } },
  { name: "last-period", who: "dalian", path: obligation("mine=true&kind=deliver&duty=weekly", undefined, "/report"), open: async (page) => {
    await page.locator("textarea").first().fill("示例");
    await press(/带入上期文字|Begin with/)(page);
  } },
  { name: "columns", who: "office", path: "/activities", open: press(/选择列|Columns/) },
  { name: "saved-conditions", who: "office", path: "/activities?state=accepted", open: press(/常用条件|Saved conditions/) },
  { name: "plan-wrong", who: "office", path: "/plan?tab=new", open: async (page) => {
    await page.locator('input[type="file"]').setInputFiles(WRONG_PLAN);
    await page.locator(".listing .wrong").first().waitFor();
  }, isPage: true },
  { name: "urging", who: "office", path: "/urge", open: async (page) => {
    await page.getByRole("button", { name: /^(选全部|Pick all)/ }).first().click();
    await page.getByRole("button", { name: /^(催办所选|Urge \d)/ }).click();
  } },
  { name: "new-calendar", who: "anshan", path: "/account", open: press(/生成订阅地址|换一个地址|Make an address|Another address/) },
  { name: "search", who: "office", path: "/board", open: async (page) => {
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: /查找单位|Search units/ }).fill("sy");
    await page.locator(".found [aria-selected=true]").waitFor();
  } },
  { name: "figure", who: "office", path: "/statistics", open: (page) => page.locator(".figure-button").first().click() },
  { name: "confirm-table", who: "dalian", path: "/statistics", open: press(/确认本单位统计表|Sign|Confirm/) },
  { name: "new-person", who: "admin", path: "/people", open: press(/新建人员|New person/) },
  { name: "import-people", who: "admin", path: "/people", open: press(/^(导入|Import)$/) },
  { name: "person", who: "admin", path: "/people", open: (page) => page.locator("tbody button").first().click() },
  { name: "new-unit", who: "admin", path: "/units", open: press(/新建下级单位|New unit/) },
  { name: "new-token", who: "office", path: "/account", open: press(/新建令牌|New/) },
  { name: "new-record", who: "dalian", path: "/activities", open: press(/登记活动|New|Record/) },
];

/** What the library opens beside a field. Looked over like everything else, and no picture for the documents. */
const POPUPS = [
  { name: "phrases", who: "office", path: firstReview, open: (page) => page.getByRole("combobox", { name: /总体意见|Overall/ }).click() },
  { name: "return-until", who: "office", path: firstReview, open: (page) => page.locator("#review-until").click() },
  { name: "choose-state", who: "office", path: "/activities", open: (page) => page.getByRole("combobox", { name: /^(状态|State)$/ }).click() },
  { name: "choose-unit", who: "office", path: "/activities", open: (page) => page.getByRole("combobox", { name: /^(单位|Unit)$/ }).click() },
  { name: "choose-day", who: "office", path: "/activities", open: (page) => page.getByRole("textbox", { name: /起始日期|From/ }).click() },
];

/** All of them, or those that ANXING_PAGES names, for whoever works on one page. */
const named = process.env.ANXING_PAGES?.split(",");
export const EVERYTHING = [...PAGES, ...DIALOGS, ...POPUPS].filter(({ name }) => named === undefined || named.includes(name));

/** Goes there and waits until nothing is being read any more. */
export async function visit(person, { path, open, isPage }) {
  await person.go(typeof path === "string" ? path : await path(person));
  await settled(person.page);
  if (open === undefined) return;
  await open(person.page);
  if (isPage !== true) await shown(person.page);
}

/** Whatever shows that something is being read is gone, and what was read has been drawn. */
export async function settled(page) {
  // With the frames of the browser; a locator would ask again only every half second.
  await page.waitForFunction(() => document.querySelector("h1") !== null && document.querySelector(".waiting, .coming > .bar, .ant-spin-spinning") === null);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** People who are logged in, one browser context each, made when first needed. */
export function people(Person, browser, demo, size, prepare = async () => {}) {
  const known = new Map();
  return {
    async get(who) {
      if (!known.has(who)) {
        const person = who === null ? await Person.stranger(browser, demo.url, size) : await Person.at(browser, demo, who, size);
        await prepare(person);
        known.set(who, person);
      }
      return known.get(who);
    },
    all: () => [...known.values()],
    async leave() {
      for (const person of known.values()) await person.leave();
    },
  };
}
