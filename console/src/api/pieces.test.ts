import { afterEach, describe, expect, it, vi } from "vitest";
import { file } from "@/test/definitions";
import { api } from "./client";
import { inPieces } from "./pieces";
import type { Going } from "./upload";

/** XMLHttpRequest as far as uploads use it; the test says what happens. */
class FakeRequest {
  static sent: FakeRequest[] = [];
  upload: { onprogress?: (event: object) => void } = {};
  onload?: () => void;
  onerror?: (event: unknown) => void;
  status = 0;
  responseText = "";
  line = "";
  body: unknown;
  told: Record<string, string> = {};
  private answered: Record<string, string> = {};
  open(method: string, address: string) {
    this.line = `${method} ${new URL(address, "http://localhost").pathname}`;
  }
  setRequestHeader(name: string, value: string) {
    this.told[name] = value;
  }
  getResponseHeader(name: string) {
    return this.answered[name] ?? null;
  }
  send(body: unknown) {
    this.body = body;
    FakeRequest.sent.push(this);
  }
  abort() {}
  answer(status: number, headers: Record<string, string>, body = "") {
    Object.assign(this, { status, answered: headers, responseText: body });
    this.onload?.();
  }
}

/** The next request that nobody has looked at yet. */
async function next(line: string): Promise<FakeRequest> {
  await vi.waitFor(() => expect(FakeRequest.sent.length).toBeGreaterThan(0));
  const request = FakeRequest.sent.shift()!;
  expect(request.line).toBe(line);
  return request;
}

const PLACE = "/api/uploads/0199f6a0-0000-7000-8000-000000000001";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  FakeRequest.sent = [];
  localStorage.clear();
});

const PLACED = { unit: "u1", kind: "video" as const };
const VIDEO = new File(["abcd"], "活动.mp4", { type: "video/mp4", lastModified: 1 });

/** The file as the server shows it when all of it has arrived. */
function becomes(sha256: string) {
  const view = { id: "1", bytes: 4, received: 4, file: { ...file("f1", sha256), kind: "video" } };
  vi.spyOn(api, "GET").mockResolvedValue({ data: view } as never);
}

function send() {
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
  const told: Going[] = [];
  const upload = inPieces(VIDEO, PLACED, (going) => told.push(going));
  return { told, ...upload };
}

async function begun() {
  const sending = send();
  const request = await next("POST /api/uploads");
  request.answer(201, { Location: PLACE });
  return { ...sending, request };
}

const kept = () => Object.keys(localStorage).filter((key) => key.startsWith("anxing.upload")).length;

describe("an upload in pieces", () => {
  it("says what it is, how far it is, and what it became", async () => {
    becomes("abc");
    const { request, told, done } = await begun();
    expect(request.told["Upload-Length"]).toBe("4");
    expect(request.told["Upload-Metadata"]).toBe("filename 5rS75YqoLm1wNA==,unit dTE=,kind dmlkZW8=");
    const piece = await next(`PATCH ${PLACE}`);
    expect(piece.told["Upload-Checksum"]).toBe("sha256 iNQmb9TmM40TuEX88olXnSCciXgjuSF9o+Fhk28DFYk=");
    piece.upload.onprogress?.({ lengthComputable: true, loaded: 3, total: 4 });
    expect(told.at(-1)).toEqual({ share: 0.75, waiting: false });
    piece.answer(204, { "Upload-Offset": "4" });
    expect((await done).sha256).toBe("abc");
    expect(kept()).toBe(0);
  });

  it("goes on by itself after a lost connection, where the server says", async () => {
    becomes("abc");
    const { told, done } = await begun();
    (await next(`PATCH ${PLACE}`)).onerror?.({});
    await vi.waitFor(() => expect(told.at(-1)?.waiting).toBe(true));
    (await next(`HEAD ${PLACE}`)).answer(200, { "Upload-Offset": "2", "Upload-Length": "4" });
    const rest = await next(`PATCH ${PLACE}`);
    expect([rest.told["Upload-Offset"], (rest.body as Blob).size]).toEqual(["2", 2]);
    rest.answer(204, { "Upload-Offset": "4" });
    expect((await done).sha256).toBe("abc");
  });

  it.each([503, 423, 429])("does not begin anew when the server says %d for a while, but when it has forgotten", async (status) => {
    becomes("abc");
    await begun();
    (await next(`PATCH ${PLACE}`)).onerror?.({});
    (await next(`HEAD ${PLACE}`)).answer(status, {});
    const asked = await vi.waitFor(() => next(`HEAD ${PLACE}`), 3000);
    asked.answer(404, {});
    await next("POST /api/uploads");
  });

  it("goes on after the page was loaded again, also when the session had ended", async () => {
    becomes("abc");
    const first = await begun();
    (await next(`PATCH ${PLACE}`)).answer(401, {}, JSON.stringify({ type: "urn:anxing:problem:login-required", detail: "请先登录" }));
    await expect(first.done).rejects.toMatchObject({ kind: "login-required" });
    expect(kept()).toBe(1);
    const second = send();
    (await next(`HEAD ${PLACE}`)).answer(200, { "Upload-Offset": "2", "Upload-Length": "4" });
    (await next(`PATCH ${PLACE}`)).answer(204, { "Upload-Offset": "4" });
    expect((await second.done).sha256).toBe("abc");
  });

  it("says why a file was refused, and forgets it", async () => {
    const { done } = await begun();
    const detail = "内容与扩展名不符";
    const problem = JSON.stringify({ type: "urn:anxing:problem:unacceptable", status: 400, detail });
    (await next(`PATCH ${PLACE}`)).answer(400, {}, problem);
    await expect(done).rejects.toThrow(detail);
    expect(kept()).toBe(0);
  });

  it("does not wait for room on a full disk", async () => {
    const { done } = await begun();
    const problem = { type: "urn:anxing:problem:move-refused", status: 409, code: "storage-full", detail: "空间不足" };
    (await next(`PATCH ${PLACE}`)).answer(409, {}, JSON.stringify(problem));
    await expect(done).rejects.toThrow("空间不足");
    expect(kept()).toBe(1);
  });
});
