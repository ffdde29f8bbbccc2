import { expect, it } from "vitest";
import { itemTitle } from "./state";

it.each([
  ["报送活动情况", "2021年第24周", "报送活动情况 · 2021年第24周"],
  ["报送“安全生产月”活动统计表", "“安全生产月”", "报送“安全生产月”活动统计表"],
  ["报送方案", "", "报送方案"],
])("says the period of %s once", (title, period_title, said) => {
  expect(itemTitle({ title, period_title })).toBe(said);
});
