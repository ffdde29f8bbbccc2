import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listen, type Line } from "./live";

/** A stream whose events the test says. */
class Said extends EventTarget {
  static CLOSED = 2;
  static all: Said[] = [];
  readyState = 0;
  constructor(readonly url: string) {
    super();
    Said.all.push(this);
  }
  close() {
    this.readyState = 2;
  }
  say(name: string) {
    this.dispatchEvent(new Event(name));
  }
}

const told: string[] = [];
let moved = 0;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Said);
  Said.all = [];
  told.length = 0;
  moved = 0;
  stop = listen("/live", { moved: () => (moved += 1), line: (line: Line) => told.push(line.is) });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const last = () => Said.all[Said.all.length - 1]!;

test("what may have moved before the line was open is asked for, then each move once", () => {
  last().say("alive");
  expect([told, moved]).toEqual([["open"], 1]);
  last().say("moved");
  last().say("alive");
  expect([told, moved]).toEqual([["open"], 2]);
});

test("a broken line is said, and what was missed is asked for once it is back", () => {
  last().say("alive");
  last().say("error");
  expect(told).toEqual(["open", "lost"]);
  last().say("alive");
  expect([told, moved, Said.all.length]).toEqual([["open", "lost", "open"], 2, 1]);
});

test("a refused stream is tried again, which the browser would not do", () => {
  last().close();
  last().say("error");
  expect([told, Said.all.length]).toEqual([["lost"], 1]);
  vi.advanceTimersByTime(10_000);
  expect(Said.all.length).toBe(2);
});

test("a line that says nothing for long is dead and opened anew", () => {
  last().say("alive");
  vi.advanceTimersByTime(40_000);
  last().say("alive");
  vi.advanceTimersByTime(40_000);
  expect([told, Said.all.length]).toEqual([["open"], 1]);
  vi.advanceTimersByTime(5_000);
  expect([told, Said.all.length]).toEqual([["open", "lost"], 2]);
});

test("an ended stream is closed for good", () => {
  last().say("alive");
  last().say("ended");
  expect([told, moved, last().readyState]).toEqual([["open", "ended"], 2, 2]);
  vi.advanceTimersByTime(120_000);
  expect(Said.all.length).toBe(1);
});
