/** The library's components in our colours. The same colours stand as variables in console.css. */
import { theme, type ThemeConfig } from "antd";
import type { Shown } from "@/ui/appearance";

const FONTS = [
  "-apple-system", "BlinkMacSystemFont", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
  "Source Han Sans SC", "WenQuanYi Micro Hei", "sans-serif",
];
const FONT = FONTS.map((name) => (name.includes(" ") ? `"${name}"` : name)).join(", ");

/** Calm and official: one deep blue, small radii, dense but readable. */
const LIGHT: ThemeConfig["token"] = {
  colorPrimary: "#1f4e8c",
  colorLink: "#1f4e8c",
  colorInfo: "#1f4e8c",
  colorSuccess: "#1b7a3d",
  colorWarning: "#9a5200",
  colorError: "#b3261e",
  colorText: "#1d2733",
  colorTextSecondary: "#55616f",
  // The library's own pale greys miss the contrast of 4.5 : 1 for small text.
  colorTextTertiary: "#5f6b78",
  colorTextDescription: "#55616f",
  colorTextPlaceholder: "#667280",
  colorTextDisabled: "#66717d",
  // Derived from so dark a blue these would be grey.
  colorPrimaryBg: "#e8f0fa",
  colorPrimaryBgHover: "#dbe8f7",
  colorInfoBg: "#eef4fb",
  colorInfoBorder: "#b9d0ec",
  colorWarningBg: "#fff6e5",
  colorWarningBorder: "#ecd3a5",
  colorErrorBg: "#fdeeec",
  colorErrorBorder: "#efc1bc",
  colorSuccessBg: "#edf7f0",
  colorSuccessBorder: "#b9dcc5",
  controlItemBgActive: "#e8f0fa",
  controlItemBgActiveHover: "#dbe8f7",
};

/** The same calm at night: a blue that can be read on dark, and white words on the blue of buttons. */
const DARK: ThemeConfig["token"] = {
  colorPrimary: "#2f6bb5",
  colorLink: "#8ab8f0",
  colorLinkHover: "#b3d2f7",
  colorInfo: "#8ab8f0",
  colorSuccess: "#6cc98b",
  colorWarning: "#f0b35a",
  colorError: "#ff8f85",
  colorText: "#e6e9ee",
  colorTextSecondary: "#b0bac5",
  colorTextTertiary: "#a3aeba",
  colorTextDescription: "#b0bac5",
  colorTextPlaceholder: "#95a1ae",
  colorTextDisabled: "#8d99a6",
  colorBgBase: "#141a21",
  colorBgContainer: "#1a2129",
  colorBgElevated: "#222b35",
  colorBgLayout: "#12171d",
  colorBorder: "#57636f",
  colorBorderSecondary: "#38424e",
  colorPrimaryBg: "#1f3550",
  colorPrimaryBgHover: "#28456a",
  colorInfoBg: "#1b2d42",
  colorInfoBorder: "#35557c",
  colorWarningBg: "#33280f",
  colorWarningBorder: "#6b5420",
  colorErrorBg: "#3a1e1c",
  colorErrorBorder: "#7a3a35",
  colorSuccessBg: "#17301f",
  colorSuccessBorder: "#2f6443",
  controlItemBgActive: "#1f3550",
  controlItemBgActiveHover: "#28456a",
};

/** Large type and targets of 44 px; 7 : 1 for the words that are grey elsewhere. */
const ELDER = {
  fontSize: 19,
  fontSizeSM: 18,
  lineHeight: 1.6,
  controlHeight: 46,
  controlHeightSM: 44,
  controlHeightLG: 52,
};
const ELDER_INK = {
  light: { colorText: "#000000", colorTextSecondary: "#2b343d", colorTextTertiary: "#2b343d", colorTextPlaceholder: "#444f5a", colorTextDescription: "#2b343d", colorBorder: "#55616f" },
  dark: { colorText: "#ffffff", colorTextSecondary: "#dfe5ec", colorTextTertiary: "#dfe5ec", colorTextPlaceholder: "#c0cad4", colorTextDescription: "#dfe5ec", colorBorder: "#a9b4c0" },
};

/** Nothing moves for those who asked for that, nor in elder mode. */
const STILL = typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;

export function lookOf({ dark, elder }: Shown): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...(dark ? DARK : LIGHT),
      motion: !STILL && !elder,
      borderRadius: 4,
      fontSize: 14,
      fontFamily: FONT,
      ...(elder ? { ...ELDER, ...ELDER_INK[dark ? "dark" : "light"] } : {}),
    },
    components: {
      Button: {
        primaryShadow: "none",
        dangerShadow: "none",
        defaultShadow: "none",
        // White words on the error colour of the night would be pale on pale.
        // The blue of a button under the pointer is made from the primary one, too dark for words on dark.
        ...(dark ? { dangerColor: "#2a0f0d", defaultHoverColor: "#b3d2f7", defaultHoverBorderColor: "#8ab8f0", defaultActiveColor: "#b3d2f7" } : {}),
      },
      ...(dark ? { Tabs: { itemSelectedColor: "#8ab8f0", itemHoverColor: "#b3d2f7", inkBarColor: "#8ab8f0" } } : {}),
      Form: { itemMarginBottom: 16, verticalLabelPadding: "0 0 4px" },
    },
  };
}
