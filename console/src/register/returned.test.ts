import { QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import type { Me } from "@/api/types";

const RETURNED = [
  { register: "activities", id: "a", unit_id: "e1", title: "应急演练", at: "2021-06-16T08:00:00Z", may: ["save", "submit"] },
  { register: "activities", id: "b", unit_id: "line", title: "", at: "2021-06-15T08:00:00Z", may: ["save"] },
  { register: "activities", id: "c", unit_id: "e1", title: "别人的", at: "2021-06-14T08:00:00Z", may: [] },
  { register: "exposures", id: "d", unit_id: "dalian", title: "曝光", at: "2021-06-13T08:00:00Z", may: ["save"] },
];

const asked: string[] = [];

/** Before the client is made, which keeps the `fetch` that it finds. */
vi.stubGlobal("fetch", ({ url }: Request) => {
  const { pathname, searchParams } = new URL(url);
  asked.push(pathname);
  const [, , register, id] = pathname.split("/");
  const mine = RETURNED.filter((one) => one.register === register);
  const view = (one: (typeof RETURNED)[number]) => ({
    id: one.id, unit_id: one.unit_id, unit_name: one.unit_id, kind_title: "自查", may: one.may, details: { title: one.title },
    state_reason: "缺签到表", state_signed: { at: one.at, by: "审核员" },
  });
  const body = id === undefined ? { items: searchParams.get("state") === "returned" ? mine.map(view) : [] } : mine.filter((one) => one.id === id).map(view)[0];
  return Promise.resolve(new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } }));
});
const { returnedQuery } = await import("./returned");

function found(role: string, unit: string, ...actions: string[]) {
  asked.length = 0;
  const me = { actions, posts: [{ role, unit: { id: unit, name: unit } }] } as unknown as Me;
  return new QueryClient().fetchQuery(returnedQuery("c", me));
}

it("finds what came back to an enterprise and those below it, with the reason, the oldest first", async () => {
  const records = await found("safety_manager", "e1", "activity.record");
  expect(records.map(({ path, title, reason }) => [path, title, reason])).toEqual([
    ["/activities/b", "自查", "缺签到表"],
    ["/activities/a", "应急演练", "缺签到表"],
  ]);
});

it("reads for a city nothing of its enterprises, and asks nobody who writes no records", async () => {
  const records = await found("city_officer", "dalian", "activity.record", "exposure.record");
  expect(records.map(({ id }) => id)).toEqual(["d"]);
  expect(asked.sort()).toEqual(["/api/activities", "/api/exposures", "/api/exposures/d"]);
  expect(await found("office", "top")).toEqual([]);
  expect(asked).toEqual([]);
});
