import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { setAppearance } from "./appearance";
import { DataTable, type Column } from "./DataTable";

interface Row {
  id: string;
  name: string;
  count: number;
  note: string | null;
}

const ROWS: Row[] = [
  { id: "a", name: "大连市", count: 0, note: null },
  { id: "b", name: "鞍山市", count: 3, note: "缺第 3 页" },
];
const COLUMNS: Column<Row>[] = [
  { title: "单位", dataIndex: "name" },
  { title: "场次", dataIndex: "count", align: "right", render: (count: number) => `${count} 场` },
  { title: "备注", render: (_, row) => row.note },
];

const shown = (detail?: (row: Row) => string) =>
  render(<DataTable label="活动" rows={ROWS} columns={COLUMNS} id={(row) => row.id} {...(detail === undefined ? {} : { detail })} />);

afterEach(() => setAppearance({ elder: false }));

it("is a table with headings, and a column hands its field to render", () => {
  shown();
  expect(screen.getAllByRole("columnheader").map((one) => one.textContent)).toEqual(["单位", "场次", "备注"]);
  expect(screen.getByRole("cell", { name: "0 场" }).className).toBe("figure");
});

it("is cards in large type, without lines that say nothing", () => {
  setAppearance({ elder: true });
  shown();
  expect(screen.queryAllByRole("columnheader")).toEqual([]);
  const terms = [...document.querySelectorAll("dl")].map((card) => [...card.querySelectorAll("dt")].map((dt) => dt.textContent));
  expect(terms).toEqual([["单位", "场次"], ["单位", "场次", "备注"]]);
});

it("opens the detail of a row and closes it", () => {
  shown((row) => `详情 ${row.name}`);
  const button = screen.getAllByRole("button", { name: "详情" })[1]!;
  fireEvent.click(button);
  expect(button.getAttribute("aria-expanded")).toBe("true");
  screen.getByText("详情 鞍山市");
  fireEvent.click(button);
  expect(screen.queryByText("详情 鞍山市")).toBeNull();
});

it("says that there is nothing, or that it is being read", () => {
  const { rerender } = render(<DataTable label="活动" rows={[]} columns={COLUMNS} id={(row) => row.id} empty="没有活动" />);
  screen.getByText("没有活动");
  rerender(<DataTable label="活动" rows={[]} columns={COLUMNS} id={(row) => row.id} loading />);
  expect(screen.getByRole("status").textContent).toContain("正在读取");
});
