import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter, useLocation } from "react-router";
import { afterEach, expect, it } from "vitest";
import { FilterBar, FilterText } from "./Filters";
import { conditionsOf, savedOf, withConditions, withSaved } from "./SavedFilters";
import { useFilters } from "./useFilters";

afterEach(() => localStorage.clear());

function List() {
  const { values, set, clear, isFiltered } = useFilters(["q", "unit", "submission"] as const);
  const { search } = useLocation();
  return (
    <FilterBar clear={clear} isFiltered={isFiltered}>
      <FilterText label="查找" value={values.q} onChange={(q) => set({ q })} />
      <output>{search}</output>
    </FilterBar>
  );
}

const at = (address: string) =>
  render(
    <MemoryRouter initialEntries={[address]}>
      <List />
    </MemoryRouter>,
  );
const address = () => screen.getByRole("status").textContent;
const open = () => userEvent.click(screen.getByText(/^常用条件（/));
const dialog = () => within(screen.getByRole("dialog"));

async function saveAs(name: string) {
  await open();
  await userEvent.type(dialog().getByLabelText("条件名称"), name);
  await userEvent.click(dialog().getByRole("button", { name: "保存当前条件" }));
}

it("leaves the campaign and what is open where they are", () => {
  expect(conditionsOf(new URLSearchParams("campaign=c1&person=p1&tab=x&q=宣讲"))).toBe(new URLSearchParams({ q: "宣讲" }).toString());
  const put = withConditions(new URLSearchParams("campaign=c1&unit=u1"), "q=a");
  expect(put.toString()).toBe("campaign=c1&q=a");
});

it("keeps conditions under a name, for the same list only, and puts them back", async () => {
  const { unmount } = at("/activities?unit=u1&q=宣讲&submission=s1");
  await saveAs(" 宣讲 ");
  unmount();
  const other = at("/exposures");
  expect(screen.queryByText(/^常用条件/)).toBeNull();
  other.unmount();
  at("/activities");
  await open();
  expect(dialog().getByText("先在列表上方选择条件，再回到这里保存。")).toBeTruthy();
  await userEvent.click(dialog().getByRole("button", { name: "宣讲" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(decodeURIComponent(address()!)).toBe("?q=宣讲&unit=u1");
  expect(screen.getByLabelText<HTMLInputElement>("查找").value).toBe("宣讲");
  await userEvent.click(screen.getByText("清除条件"));
  expect(screen.getByLabelText<HTMLInputElement>("查找").value).toBe("");
});

it("forgets what is removed", async () => {
  const { unmount } = at("/activities?unit=u1");
  await saveAs("甲");
  await userEvent.click(dialog().getByRole("button", { name: "移除 甲" }));
  unmount();
  at("/activities");
  expect(screen.queryByText(/^常用条件/)).toBeNull();
});

it("writes conditions in one way, without what is of the moment", () => {
  const search = new URLSearchParams("unit=u&submission=s&tab=t&q=&a=1");
  expect(conditionsOf(search)).toBe("a=1&unit=u");
});

it("replaces what a name meant, and drops the oldest beyond twenty", () => {
  const one = (name: string, search = "") => ({ name, search });
  expect(withSaved([one("a", "1"), one("b")], one("a", "2"))).toEqual([one("b"), one("a", "2")]);
  const many = Array.from({ length: 20 }, (_, at) => one(`n${at}`));
  expect(withSaved(many, one("new")).map(({ name }) => name)).toEqual([...many.slice(1).map(({ name }) => name), "new"]);
});

it("makes sense of whatever a browser kept", () =>
  expect([savedOf(null), savedOf("x"), savedOf([{ name: "", search: "" }, { name: "a" }, null, { name: "b", search: "q=1" }])]).toEqual([
    [], [], [{ name: "b", search: "q=1" }],
  ]));
