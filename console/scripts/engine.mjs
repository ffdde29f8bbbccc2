/** The oldest engine that the console is made for, and what it does not know. Read by the build and by the browser tests. */

/** The engine of the domestic browsers that offices still use (360, QQ, UOS): Chromium 100 of March 2022. */
export const ENGINE = "chrome100";

/** What that engine reads; newer syntax would stop the whole console there. */
export const ECMA_VERSION = 2022;

/** Written by nobody in a feature test, missing in Chromium 100: the version that has it stands beside it. */
export const TOO_NEW = [
  [/\bObject\.groupBy\(/, "Object.groupBy (117)"],
  [/\bArray\.fromAsync\(/, "Array.fromAsync (121)"],
  [/\bPromise\.withResolvers\(/, "Promise.withResolvers (119)"],
  [/\.to(?:Sorted|Reversed|Spliced)\(/, "change by copy (110)"],
  [/\.isWellFormed\(/, "isWellFormed (111)"],
];

export const TOO_NEW_IN_CSS = [
  [/:has\(/, ":has (105)"],
  [/@container\b/, "@container (105)"],
  [/color-mix\(/, "color-mix (111)"],
  [/\d(?:dvh|svh|lvh)\b/, "dynamic viewport units (108)"],
  [/(?:^|[{};])\s*&/m, "nesting (112)"],
  [/oklch\(/, "oklch (111)"],
];
