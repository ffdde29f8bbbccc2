import type { ThemeConfig } from "antd";

const FONTS = [
  "-apple-system", "BlinkMacSystemFont", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
  "Source Han Sans SC", "WenQuanYi Micro Hei", "sans-serif",
];

/** Calm and official: one deep blue, small radii, dense but readable. */
export const look: ThemeConfig = {
  token: {
    colorPrimary: "#1f4e8c",
    colorLink: "#1f4e8c",
    colorInfo: "#1f4e8c",
    colorSuccess: "#1b7a3d",
    colorWarning: "#b45f06",
    colorError: "#b3261e",
    colorText: "#1d2733",
    colorTextSecondary: "#55616f",
    // The library's own pale greys miss the contrast of 4.5 : 1 for small text.
    colorTextTertiary: "#5f6b78",
    colorTextPlaceholder: "#6b7683",
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
    borderRadius: 4,
    fontSize: 14,
    fontFamily: FONTS.map((name) => (name.includes(" ") ? `"${name}"` : name)).join(", "),
  },
  components: {
    Table: { cellPaddingBlock: 8, cellPaddingInline: 10, headerBg: "#f8fafc" },
    Button: { primaryShadow: "none", dangerShadow: "none", defaultShadow: "none" },
    Menu: { itemSelectedBg: "#e8f0fa", itemActiveBg: "#dbe8f7" },
    Layout: { headerBg: "#1f4e8c", siderBg: "#ffffff", bodyBg: "#f4f6f8" },
    Form: { itemMarginBottom: 16, verticalLabelPadding: "0 0 4px" },
  },
};
