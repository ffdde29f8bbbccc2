import { expect, it } from "vitest";
import { bytesText, dayText, deadlineText, distanceText, instantText } from "./time";

it("shows instants in Beijing time whatever they were written in", () => {
  expect(instantText("2021-06-16T15:00:00+08:00")).toBe("2021-06-16 15:00");
  expect(instantText("2021-06-16T20:30:00Z")).toBe("2021-06-17 04:30");
  expect(deadlineText("2021-06-16T15:00:00+08:00")).toBe("2021-06-16 周三 15:00");
  expect(dayText("2021-06-23")).toBe("2021-06-23 周三");
  expect(instantText(null)).toBe("—");
});

it.each([
  ["2021-06-18T10:00:00+08:00", "还有 2 天"],
  ["2021-06-16T15:00:00+08:00", "还有 5 小时"],
  ["2021-06-16T10:00:30+08:00", "还有 1 分钟"],
  ["2021-06-16T09:00:00+08:00", "已过 1 小时"],
  ["2021-06-09T15:00:00+08:00", "已过 6 天"],
])("says how far away %s is", (instant, expected) =>
  expect(distanceText(instant, "2021-06-16T10:00:00+08:00")).toBe(expected));

it("sizes", () => expect([bytesText(5), bytesText(2048), bytesText(3 * 1024 * 1024)]).toEqual(["5 B", "2 KB", "3.0 MB"]));
