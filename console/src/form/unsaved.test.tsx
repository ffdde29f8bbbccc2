import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { networkProblem } from "@/api/problem";
import { MeContext } from "@/app/session";
import type { Me } from "@/api/types";
import { stillUnsaved, useDraft } from "./useDraft";
import { forgetAllUnsaved, keepUnsaved, recallUnsaved } from "./unsaved";

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
});
afterEach(() => void vi.useRealTimers());

const person = (id: string) => ({ person: { id, login: id, name: id } }) as Me;

/** The page of one person's draft; `save` fails as long as there is no network. */
function opened(who: string, network: { isThere: boolean }, initial = "服务器上的", revision = 3) {
  const sent: [string, number][] = [];
  const save = async (content: string, at: number) => {
    if (!network.isThere) throw networkProblem();
    sent.push([content, at]);
    return { revision: at + 1, at: "2021-06-16T10:00:00+08:00" };
  };
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <MeContext value={person(who)}>{children}</MeContext>
  );
  return { sent, ...renderHook(() => useDraft("report.o", initial, revision, save), { wrapper }) };
}

async function typedWithoutNetwork(): Promise<void> {
  const { result, unmount } = opened("a", { isThere: false });
  act(() => result.current.change(() => "离线时写的"));
  await act(() => vi.advanceTimersByTimeAsync(1_300));
  expect(result.current.state.name).toBe("failed");
  unmount();
  await vi.advanceTimersByTimeAsync(1);
}

it("is there again when the page comes back, and is saved once there is a network", async () => {
  await typedWithoutNetwork();
  const { result, sent } = opened("a", { isThere: true });
  expect(result.current.content).toBe("离线时写的");
  await act(() => vi.advanceTimersByTimeAsync(1_300));
  expect(sent).toEqual([["离线时写的", 3]]);
  expect(recallUnsaved("a.report.o")).toBeNull();
});

it("is nobody else's at the same screen, and goes with whoever leaves", async () => {
  await typedWithoutNetwork();
  expect(opened("b", { isThere: true }).result.current.content).toBe("服务器上的");
  forgetAllUnsaved();
  expect(opened("a", { isThere: true }).result.current.content).toBe("服务器上的");
});

it("is not there any more when it was given up", async () => {
  await typedWithoutNetwork();
  const { result } = opened("a", { isThere: true }, "别人改过的", 5);
  expect(result.current.content).toBe("离线时写的");
  act(() => result.current.keeper.giveUp());
  expect(recallUnsaved("a.report.o")).toBeNull();
});

it("is left alone when the server has it already under a later revision", () => {
  expect(stillUnsaved({ content: { a: 1 }, revision: 3 }, { a: 1 }, 4)).toBeNull();
  expect(stillUnsaved({ content: { a: 1 }, revision: 3 }, { a: 2 }, 4)).not.toBeNull();
  expect(stillUnsaved({ content: { a: 1 }, revision: 3 }, { a: 1 }, 3)).not.toBeNull();
});

it("makes nothing of what is not its own", () => {
  sessionStorage.setItem("anxing.unsaved.x", "{broken");
  sessionStorage.setItem("anxing.unsaved.y", "7");
  keepUnsaved("z", { content: "z", revision: 0 });
  expect([recallUnsaved("x"), recallUnsaved("y"), recallUnsaved("z")]).toEqual([null, null, { content: "z", revision: 0 }]);
});
