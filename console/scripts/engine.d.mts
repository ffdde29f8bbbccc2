export const ENGINE: string;
export const ECMA_VERSION: 2022;
export const TOO_NEW: [RegExp, string][];
export const TOO_NEW_IN_CSS: [RegExp, string][];
