import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { field, file, slot } from "@/test/definitions";
import { check } from "./check";
import { EMPTY, type Content, type Definition } from "./content";
import { FormEditor } from "./FormEditor";

const definition: Definition = {
  fields: [
    field("place", "text", { title: "地点", required: true }),
    field("heads", "integer", { title: "人数", unit: "人" }),
    field("visits", "table", { title: "走访", columns: [field("who", "text", { title: "对象" }), field("where", "text", { title: "地方" })] }),
  ],
  evidence: [slot("video", { title: "活动视频", kind: "video", required: true })],
};

let latest: Content = EMPTY;

/** Knows already how large files may be, so nobody asks the server that is not there. */
const client = new QueryClient();
client.setQueryData(["files", "limits"], { document: 5 << 20, pictures: 5 << 20, video: 2 ** 31 });

function Owner({ checked = false }: { checked?: boolean }) {
  const [content, setContent] = useState<Content>(EMPTY);
  latest = content;
  const problems = checked ? check(definition, content) : new Map<string, string>();
  return (
    <QueryClientProvider client={client}>
      <FormEditor definition={definition} content={content} onChange={setContent} problems={problems} unit="u1" />
    </QueryClientProvider>
  );
}

/** XMLHttpRequest as far as uploads use it; the test says what happens. */
class FakeRequest {
  static sent: FakeRequest[] = [];
  upload: { onprogress?: (event: object) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  status = 0;
  responseText = "";
  address = "";
  body: unknown;
  open(_method: string, address: string) {
    this.address = address;
  }
  setRequestHeader() {}
  send(body: unknown) {
    this.body = body;
    FakeRequest.sent.push(this);
  }
  abort() {
    this.onabort?.();
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  FakeRequest.sent = [];
});

describe("the form", () => {
  it("keeps figures as numbers and shows their unit", async () => {
    render(<Owner />);
    await userEvent.type(screen.getByLabelText(/人数/), "１，２00");
    expect(latest.answers["heads"]).toBe(1200);
    expect(screen.getByText("人")).toBeTruthy();
  });

  it("lists every problem at the top and at its field", () => {
    render(<Owner checked />);
    expect(screen.getAllByText("请填写“地点”")).toHaveLength(2);
    expect(screen.getByLabelText(/地点/).getAttribute("aria-invalid")).toBe("true");
  });

  it("takes cells pasted from a spreadsheet", async () => {
    render(<Owner />);
    await userEvent.click(screen.getByText("添加一行"));
    fireEvent.paste(screen.getByLabelText(/对象/), { clipboardData: { getData: () => "甲\n乙\n" } });
    expect(latest.answers["visits"]).toEqual([{ who: "甲" }, { who: "乙" }]);
  });

  it("pastes into the cell where one stands, and beside the cells as new rows", async () => {
    render(<Owner />);
    const paste = (at: Element, text: string) => fireEvent.paste(at, { clipboardData: { getData: () => text } });
    paste(screen.getByText("添加一行"), "甲\n乙");
    paste(screen.getByText("添加一行"), "丙");
    paste(screen.getByLabelText("地方 第 2 行"), "丁\t1\n戊");
    expect(latest.answers["visits"]).toEqual([{ who: "甲" }, { who: "乙", where: "丁" }, { who: "丙", where: "戊" }]);
    expect(screen.getByRole("alert").textContent).toContain("第 2 行：“1”没有填入：右侧已没有对应的列");
    paste(screen.getByLabelText("对象 第 1 行"), "一个值");
    expect(latest.answers["visits"]).toEqual([{ who: "甲" }, { who: "乙", where: "丁" }, { who: "丙", where: "戊" }]);
  });

  it("says a large figure in words below it and keeps the figure", async () => {
    render(<Owner />);
    await userEvent.type(screen.getByLabelText(/人数/), "123456");
    expect(latest.answers["heads"]).toBe(123456);
    screen.getByText("约 12.35 万人");
  });
});

describe("evidence", () => {
  it("says before anything is chosen which formats are taken and how large a file may be", () => {
    render(<Owner />);
    screen.getByText(/mp4.*每个不超过 2\.00 GB/);
  });

  const video = new File(["x"], "活动.mp4", { type: "video/mp4" });

  it("shows progress, then the digest that the server answered", async () => {
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
    render(<Owner />);
    await userEvent.upload(screen.getByTestId("file-video"), video);
    const [request] = FakeRequest.sent;
    expect(request?.address).toBe("/api/files?unit=u1&kind=video&name=%E6%B4%BB%E5%8A%A8.mp4");
    act(() => request?.upload.onprogress?.({ lengthComputable: true, loaded: 3, total: 4 }));
    expect(screen.getByText("已上传 75%")).toBeTruthy();
    await act(async () => {
      Object.assign(request!, { status: 200, responseText: JSON.stringify({ ...file("f1", "abc"), kind: "video" }) });
      request!.onload?.();
    });
    expect(screen.getByText("SHA-256 校验码 abc")).toBeTruthy();
    expect(latest.evidence["video"]?.map(({ id }) => id)).toEqual(["f1"]);
  });

  it("shows a chosen video at once, also when it has been sent, and forgets it with the page", async () => {
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
    const revoked = vi.spyOn(URL, "revokeObjectURL");
    const { container, unmount } = render(<Owner />);
    const address = () => container.querySelector(".thumb video")?.getAttribute("src")?.split("#")[0];
    await userEvent.upload(screen.getByTestId("file-video"), video);
    const before = address();
    expect(before).toMatch(/^blob:/);
    await act(async () => {
      const sent = { ...file("f1", "abc"), kind: "video", media_type: "video/mp4" };
      Object.assign(FakeRequest.sent[0]!, { status: 200, responseText: JSON.stringify(sent) });
      FakeRequest.sent[0]?.onload?.();
    });
    expect(screen.getByTestId("file")).toBeTruthy();
    expect(address()).toBe(before);
    expect(revoked).not.toHaveBeenCalled();
    unmount();
    expect(revoked.mock.calls).toEqual([[before]]);
  });

  it("says why a file was refused and offers to try again", async () => {
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
    render(<Owner />);
    await userEvent.upload(screen.getByTestId("file-video"), video);
    await act(async () => FakeRequest.sent[0]?.onerror?.());
    expect(screen.getByText(/与服务器的连接中断/)).toBeTruthy();
    await userEvent.click(screen.getByText("重新上传"));
    await act(async () => {
      Object.assign(FakeRequest.sent[1]!, {
        status: 400,
        responseText: JSON.stringify({ type: "urn:anxing:problem:unacceptable", status: 400, detail: "内容与扩展名不符" }),
      });
      FakeRequest.sent[1]?.onload?.();
    });
    expect(screen.getByText(/内容与扩展名不符/)).toBeTruthy();
    expect(latest.evidence["video"]).toBeUndefined();
  });

  it("keeps several files in the order in which they were chosen, whichever arrives first", async () => {
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
    render(<Owner />);
    const choose = (...names: string[]) =>
      userEvent.upload(screen.getByTestId("file-video"), names.map((name) => new File(["x"], `${name}.mp4`, { type: "video/mp4" })));
    const arrives = (id: string) =>
      act(async () => {
        const request = FakeRequest.sent.find(({ address }) => address.includes(`name=${id}.mp4`))!;
        Object.assign(request, { status: 200, responseText: JSON.stringify(file(id)) });
        request.onload?.();
      });
    const order = () => latest.evidence["video"]?.map(({ id }) => id);
    await choose("a", "b", "c");
    await arrives("c");
    await arrives("a");
    await choose("d");
    await arrives("d");
    expect(order()).toEqual(["a", "c", "d"]);
    await arrives("b");
    expect(order()).toEqual(["a", "b", "c", "d"]);
  });
});
