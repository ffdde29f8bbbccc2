import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Schemas } from "@/api/types";
import { FileImport } from "./FileImport";

interface Found {
  problems: Schemas["ImportProblem"][];
  count: number;
}

/** The server answers when it is told to. */
const asked: { address: string; answer: (status: number, body: object) => void }[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("fetch", (address: string) =>
    new Promise((resolve) => asked.push({ address, answer: (status, body) => resolve(Response.json(body, { status })) })),
  );
});
afterEach(() => void vi.unstubAllGlobals());

function show() {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <FileImport<Found>
        path="/api/x"
        title="导入单位"
        help={<p>这里说明格式</p>}
        preview={({ count }) => <p>{`将新建 ${count} 个`}</p>}
        done={() => undefined}
      />
    </QueryClientProvider>,
  );
}

const open = () => fireEvent.click(screen.getByRole("button", { name: /^导\s*入$/ }));
const close = () => fireEvent.click(screen.getByRole("button", { name: "Close" }));
const answered = (status: number, body: object) => act(async () => asked[asked.length - 1]!.answer(status, body));

async function choose(name: string) {
  const input = document.querySelector<HTMLInputElement>("input[type=file]")!;
  fireEvent.change(input, { target: { files: [new File(["a"], name)] } });
  await waitFor(() => expect(asked[asked.length - 1]?.address).toBe("/api/x?dry_run=true"));
}

it("looks at a file as soon as it is chosen", async () => {
  show();
  open();
  await choose("单位.xlsx");
  await answered(200, { problems: [], count: 3 });
  expect(await screen.findByText("将新建 3 个")).toBeTruthy();
  expect(screen.queryByText("这里说明格式")).toBeNull();
});

const LATE: [string, number, object][] = [
  ["found", 200, { problems: [], count: 3 }],
  ["refused", 422, { type: "urn:anxing:problem:invalid", title: "", status: 422, detail: "不是表格" }],
];

it.each(LATE)("begins anew when it was closed before the file was %s", async (_, status, body) => {
  show();
  open();
  await choose("单位.xlsx");
  close();
  await answered(status, body);
  open();
  expect(screen.getByText("这里说明格式")).toBeTruthy();
  expect([screen.queryByText("将新建 3 个"), screen.queryByText("不是表格")]).toEqual([null, null]);
});
