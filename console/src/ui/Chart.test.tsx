import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { t } from "@/i18n";
import { Columns } from "./Chart";

it("says to the eye as well what the labels under the columns are", () => {
  const data = [{ key: "2021-05-31", label: "5/31", value: 3, text: "3" }];
  const { container } = render(<Columns title="场次 · 按周" of={t("chart.week")} values="场次" data={data} />);
  expect(container.querySelector("svg")?.textContent).toContain("5/31");
  expect(container.querySelector("svg")?.textContent).toContain("以周一的日期表示");
});
