/**
 * Every text that people see comes from here. Keys are typed by the Chinese catalogue, so a key that does not exist
 * does not compile, and the English catalogue cannot lack one.
 */
import { useSyncExternalStore } from "react";
import { zh } from "./zh-CN";

export type TextKey = keyof typeof zh;
/** What a page is for stands apart: it is much, few open it, and it would come with the first load. */
export type HelpKey = keyof typeof import("./zh-CN/help").help;
export type Language = "zh-CN" | "en";

const KEPT_AS = "anxing.language";

let language: Language = "zh-CN";
let catalogue: Record<TextKey, string> = zh;
const listeners = new Set<() => void>();

function remembered(): Language {
  try {
    return localStorage.getItem(KEPT_AS) === "en" ? "en" : "zh-CN";
  } catch {
    return "zh-CN";
  }
}

export function currentLanguage(): Language {
  return language;
}

/** Chinese is always there; the other catalogue comes when somebody asks for it. */
async function speak(next: Language): Promise<void> {
  catalogue = next === "en" ? (await import("./en")).en : zh;
  language = next;
  document.documentElement.lang = next;
}

/** The language that was chosen here before. Waited for before anything is shown. */
export async function recallLanguage(): Promise<void> {
  // Without the other catalogue, a broken connection for one, the pages are Chinese.
  await speak(remembered()).catch(() => undefined);
}

export async function setLanguage(next: Language): Promise<void> {
  await speak(next);
  try {
    localStorage.setItem(KEPT_AS, next);
  } catch {
    // A browser that keeps nothing still shows the chosen language until the page is closed.
  }
  for (const listener of listeners) listener();
}

export function useLanguage(): Language {
  return useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, currentLanguage);
}

export type Params = Record<string, string | number>;

/**
 * The text for the key in the chosen language; `{name}` is replaced by `params.name`, and `{days|day|days}` by the word
 * for one or that for any other number, which Chinese does not tell apart.
 */
export function t(key: TextKey, params?: Params): string {
  const text = catalogue[key];
  if (params === undefined) return text;
  return text.replace(/(“?)\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, quote: string, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one === undefined || many === undefined) return quote + (quote === "" ? String(value) : within(String(value)));
    return quote + (String(value) === "1" ? one : many);
  });
}

/** The help in the chosen language, fetched when somebody opens it. */
export async function helpTexts(): Promise<Record<HelpKey, string>> {
  return (language === "en" ? await import("./en/help") : await import("./zh-CN/help")).help;
}

/** What is put between quotes and has some of its own: those inside are single ones (GB/T 15834-2011, 4.8). */
export function within(text: string): string {
  return text.replaceAll("“", "‘").replaceAll("”", "’");
}

/** True when the catalogue has this key: for words that the server makes up of closed lists. */
export function isTextKey(key: string): key is TextKey {
  return key in zh;
}

/** The word for a value of a closed list (`role`, `city_officer`). An unknown value is shown as "其他", never raw. */
export function word(list: string, value: string): string {
  const key = `${list}.${value}`;
  return isTextKey(key) ? t(key) : t("word.other");
}

/** Marks between parts of a line, as the language writes them. */
export const mark = {
  get colon() {
    return t("mark.colon");
  },
  get open() {
    return t("mark.open");
  },
  get close() {
    return t("mark.close");
  },
  get semicolon() {
    return t("mark.semicolon");
  },
  get comma() {
    return t("mark.comma");
  },
};
