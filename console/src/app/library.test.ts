import zhCN from "antd/locale/zh_CN";
import { afterEach, expect, it } from "vitest";
import { popupPlace, spokenLocale } from "./library";

afterEach(() => document.body.replaceChildren());

it("opens lists inside the page, and those of a dialog above everything", () => {
  document.body.innerHTML = '<main id="main"><p></p><dialog><i></i></dialog></main><div role="dialog"><b></b></div>';
  const place = (field: string) => popupPlace(document.querySelector<HTMLElement>(field)!).tagName;
  expect([place("p"), place("b"), place("i"), popupPlace().tagName]).toEqual(["MAIN", "BODY", "BODY", "MAIN"]);
});

it("opens them somewhere where there is no page yet", () => expect(popupPlace()).toBe(document.body));

it("takes two names from the calendar and leaves the rest", () => {
  const lang = spokenLocale(zhCN).DatePicker!.lang as unknown as Record<string, unknown>;
  expect(["yearSelect" in lang, "monthSelect" in lang, lang["today"]]).toEqual([false, false, zhCN.DatePicker!.lang.today]);
  expect(zhCN.DatePicker!.lang.yearSelect).toBeTruthy();
});
