/** Where the component library has to be helped so that everybody can use what it makes. */
import type { ConfigProviderProps } from "antd";

type Locale = NonNullable<ConfigProviderProps["locale"]>;

/**
 * Without the names that the calendar gives its year and its month: they would replace the year and the month that are
 * written on the buttons, for those who have them read out and for those who say what to press.
 */
export function spokenLocale(locale: Locale): Locale {
  const { DatePicker } = locale;
  if (DatePicker === undefined) return locale;
  const { yearSelect: _, monthSelect: __, ...lang } = DatePicker.lang;
  return { ...locale, DatePicker: { ...DatePicker, lang: lang as typeof DatePicker.lang } };
}

/** A list that a field opens belongs to the page, unless the field stands in a dialog that covers the page. */
export function popupPlace(field?: HTMLElement): HTMLElement {
  const isCovered = field?.closest("[role=dialog], dialog") != null;
  return (isCovered ? null : document.getElementById("main")) ?? document.body;
}
