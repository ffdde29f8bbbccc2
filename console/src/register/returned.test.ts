import { QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import type { Me } from "@/api/types";

const RETURNED = [
  { register: "activities", id: "a", title: "应急演练", at: "2021-06-16T08:00:00Z" },
  { register: "activities", id: "b", title: "", at: "2021-06-15T08:00:00Z" },
  { register: "exposures", id: "c", title: "曝光", at: "2021-06-13T08:00:00Z" },
];

const asked: string[] = [];

/** Before the client is made, which keeps the `fetch` that it finds. Whose a record is, the server knows. */
vi.stubGlobal("fetch", ({ url }: Request) => {
  const { pathname, searchParams } = new URL(url);
  asked.push(`${pathname} ${searchParams.get("state")} ${searchParams.get("may_save")}`);
  const items = RETURNED.filter(({ register }) => pathname === `/api/${register}`).map(({ id, title, at }) => ({
    id, title, unit_name: "示例厂", kind_title: "自查", state_reason: "缺签到表", state_signed: { at, by: "审核员" },
  }));
  return Promise.resolve(new Response(JSON.stringify({ items, next: null }), { headers: { "content-type": "application/json" } }));
});
const { returnedQuery } = await import("./returned");

function found(...actions: string[]) {
  asked.length = 0;
  return new QueryClient().fetchQuery(returnedQuery("c", { actions, posts: [] } as unknown as Me));
}

it("finds what came back, with the reason, the oldest first", async () => {
  const records = await found("activity.record", "exposure.record");
  expect(records.map(({ path, title, reason, signed }) => [path, title, reason, signed.by])).toEqual([
    ["/exposures/c", "曝光", "缺签到表", "审核员"],
    ["/activities/b", "自查", "缺签到表", "审核员"],
    ["/activities/a", "应急演练", "缺签到表", "审核员"],
  ]);
});

it("asks once for each register that the person writes into, and only for what they may write on", async () => {
  await found("activity.record", "exposure.record");
  expect(asked.sort()).toEqual(["/api/activities returned true", "/api/exposures returned true"]);
  await found("activity.record");
  expect(asked).toEqual(["/api/activities returned true"]);
  expect(await found()).toEqual([]);
  expect(asked).toEqual([]);
});
