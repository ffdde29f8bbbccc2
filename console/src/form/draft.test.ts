import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { networkProblem, Problem } from "@/api/problem";
import { DraftKeeper, type Saved } from "./draft";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = "2021-06-16T10:00:00+08:00";

/** A server that keeps one draft and can be told to fail. */
function server() {
  const calls: { content: string; revision: number }[] = [];
  const failures: Error[] = [];
  const save = async (content: string, revision: number): Promise<Saved> => {
    calls.push({ content, revision });
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    return { revision: revision + 1, at };
  };
  return { calls, failures, save };
}

it("saves the last of many changes once, a moment after it", async () => {
  const { calls, save } = server();
  const keeper = new DraftKeeper(save, 3);
  keeper.change("a");
  keeper.change("ab");
  expect(keeper.current().name).toBe("waiting");
  await vi.advanceTimersByTimeAsync(1_300);
  expect(calls).toEqual([{ content: "ab", revision: 3 }]);
  expect(keeper.current()).toEqual({ name: "saved", at });
});

it("saves what was typed during a save afterwards, with the new revision", async () => {
  const { calls, save } = server();
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  const keeper = new DraftKeeper<string>(async (content, revision) => {
    const saved = await save(content, revision);
    if (calls.length === 1) await gate;
    return saved;
  }, 0);
  keeper.change("a");
  await vi.advanceTimersByTimeAsync(1_300);
  keeper.change("ab");
  release();
  await vi.advanceTimersByTimeAsync(2_600);
  expect(calls).toEqual([{ content: "a", revision: 0 }, { content: "ab", revision: 1 }]);
  expect(keeper.isUnsaved).toBe(false);
});

it("tries again after a broken connection and loses nothing", async () => {
  const { calls, failures, save } = server();
  failures.push(networkProblem());
  const keeper = new DraftKeeper(save, 0);
  keeper.change("a");
  await vi.advanceTimersByTimeAsync(1_300);
  expect(keeper.current().name).toBe("failed");
  expect(keeper.isUnsaved).toBe(true);
  await vi.advanceTimersByTimeAsync(6_100);
  expect(calls).toHaveLength(2);
  expect(keeper.current().name).toBe("saved");
});

it("stops when somebody else changed the draft, until a person decides", async () => {
  const { calls, failures, save } = server();
  failures.push(new Problem("stale", 412, "已更新"));
  const keeper = new DraftKeeper(save, 0);
  keeper.change("mine");
  await vi.advanceTimersByTimeAsync(1_300);
  expect(keeper.current().name).toBe("conflict");
  keeper.change("mine!");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls).toHaveLength(1);
  keeper.keepMine(5, "mine!");
  await vi.advanceTimersByTimeAsync(100);
  expect(calls[1]).toEqual({ content: "mine!", revision: 5 });
  expect(keeper.current().name).toBe("saved");
});

it("flushes before sending", async () => {
  const { calls, save } = server();
  const keeper = new DraftKeeper(save, 0);
  keeper.change("a");
  expect(await keeper.flush()).toBe(true);
  expect(calls).toEqual([{ content: "a", revision: 0 }]);
});
