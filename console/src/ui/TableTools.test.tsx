import { QueryClient, QueryClientProvider, useInfiniteQuery } from "@tanstack/react-query";
import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { setLanguage } from "@/i18n";
import { byCursor, PagedTable, type Column, type Paged } from "./DataTable";
import { MessagesProvider } from "./messages";
import { hiddenOf } from "./TableTools";

interface Row {
  id: string;
  count: number;
}

const COLUMNS: Column<Row>[] = [
  { title: "单位", dataIndex: "id" },
  { title: "场次", render: (_, row) => `${row.count} 场` },
  { title: "状态", render: () => <a href="/x">已通过</a> },
  { title: "备注", render: () => "—" },
];

/** Three pages; the last one may fail. */
function pages(fails: { last: boolean }) {
  return async (after: string | undefined): Promise<Paged<Row>> => {
    const page = Number(after ?? 0);
    if (page === 2 && fails.last) throw new Error("cut");
    return { items: [{ id: `u${page}`, count: page }], next: page < 2 ? String(page + 1) : null };
  };
}

function List({ read }: { read: ReturnType<typeof pages> }) {
  const query = useInfiniteQuery({ queryKey: ["list"], queryFn: ({ pageParam }) => read(pageParam), ...byCursor, retry: false });
  return <PagedTable<Row> name="menu.activities" query={query} id={(row) => row.id} columns={COLUMNS} />;
}

function show(fails = { last: false }) {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <MessagesProvider>
        <List read={pages(fails)} />
      </MessagesProvider>
    </QueryClientProvider>,
  );
}

let saved: { name: string; text: Promise<string> }[] = [];

beforeEach(() => {
  saved = [];
  const blobs = new Map<string, Blob>();
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    blobs.set("blob:1", blob as Blob);
    return "blob:1";
  });
  vi.spyOn(URL, "revokeObjectURL").mockImplementation(() => undefined);
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, text: blobs.get(this.href)!.text() });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

const heads = () => screen.getAllByRole("columnheader").map((one) => one.textContent);

async function hide(title: string) {
  await userEvent.click(await screen.findByText(/^选择列/));
  const dialog = screen.getByRole("dialog");
  await userEvent.click(within(dialog).getByRole("checkbox", { name: title }));
  await userEvent.click(within(dialog).getByText(/确\s*定/));
}

it("saves what is shown, all pages of it, and nothing of what is hidden", async () => {
  show();
  await hide("场次");
  expect(heads()).toEqual(["单位", "状态", "备注"]);
  await userEvent.click(screen.getByText("导出所见"));
  await screen.findByText("已导出 3 条");
  expect(saved).toHaveLength(1);
  expect(saved[0]!.name).toBe("活动台账.csv");
  expect(await saved[0]!.text).toBe("\ufeff单位,状态,备注\r\nu0,已通过,\r\nu1,已通过,\r\nu2,已通过,\r\n");
});

it("saves nothing rather than a part of it when the connection is lost", async () => {
  const fails = { last: true };
  show(fails);
  await userEvent.click(await screen.findByText("导出所见"));
  await screen.findByText("未能导出，请重试");
  expect(saved).toEqual([]);
  expect(screen.getByText("u1")).toBeTruthy();
  fails.last = false;
  await userEvent.click(screen.getByText("导出所见"));
  await screen.findByText("已导出 3 条");
  await waitFor(() => expect(saved).toHaveLength(1));
});

it("remembers the columns, and never hides the last", async () => {
  const { unmount } = show();
  for (const title of ["场次", "状态", "备注"]) await hide(title);
  await userEvent.click(screen.getByText("选择列（显示 1 / 4）"));
  expect(within(screen.getByRole("dialog")).getByRole<HTMLInputElement>("checkbox", { name: "单位" }).disabled).toBe(true);
  unmount();
  show();
  await screen.findByText("u0");
  expect(heads()).toEqual(["单位"]);
  await userEvent.click(screen.getByText("选择列（显示 1 / 4）"));
  await userEvent.click(screen.getByText("全部显示"));
  expect(heads()).toEqual(["单位", "场次", "状态", "备注"]);
});

it("remembers the columns when the language is changed", async () => {
  const { unmount } = show();
  await hide("场次");
  unmount();
  await act(() => setLanguage("en"));
  show();
  await screen.findByText("u0");
  expect(heads()).toEqual(["单位", "状态", "备注"]);
  await act(() => setLanguage("zh-CN"));
});

it.each([
  ["what was kept", { of: 4, hidden: [1, 3] }, [1, 3]],
  ["a table that has another column now", { of: 3, hidden: [1] }, []],
  ["every column", { of: 4, hidden: [0, 1, 2, 3] }, []],
  ["places that there are not", { of: 4, hidden: [1, 9, -1, "x"] }, [1]],
  ["nothing", null, []],
  ["anything", "pink", []],
])("makes sense of %s", (_, kept, expected) => expect(hiddenOf(kept, 4)).toEqual(expected));

it("says that more may follow where a page came without rows, and not that there is nothing", async () => {
  const read = (after: string | undefined): Promise<Paged<Row>> =>
    Promise.resolve(after === undefined ? { items: [], next: "1" } : { items: [{ id: "u1", count: 1 }], next: null });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <List read={read} />
    </QueryClientProvider>,
  );
  const more = await screen.findByRole("button", { name: "载入更多" });
  expect(screen.queryByText("暂无内容")).toBeNull();
  await userEvent.click(more);
  await screen.findByText("u1");
  screen.getByText("共 1 条，已全部显示");
});
