import { expect, it } from "vitest";
import { heapOf, heapText, isList, isListOrNumber } from "./heap";

/** Pages of so many things that wait for somebody, of which those of the person are marked. */
function pages(...own: boolean[][]) {
  const asked: (string | undefined)[] = [];
  const read = ({ after }: { after?: string }) => {
    asked.push(after);
    const at = Number(after ?? 0);
    return Promise.resolve({ items: own[at] ?? [], next: at + 1 < own.length ? String(at + 1) : null });
  };
  return { asked, heap: () => heapOf(read, (isOwn) => isOwn) };
}

it("reads on over pages that hold nothing for the person, and not further than to the first that does", async () => {
  const { asked, heap } = pages([false], [], [true, false, true], [true]);
  expect(await heap()).toEqual({ count: 2, hasMore: true });
  expect(asked).toEqual([undefined, "1", "2"]);
});

it("gives up after a few pages", async () => {
  const { asked, heap } = pages(...Array.from({ length: 50 }, () => [false]));
  expect(heapText(await heap())).toBeNull();
  expect(asked.length).toBeLessThan(10);
});

it("never shows a number of nothing", async () => {
  expect(heapText(await pages([]).heap())).toBeNull();
  expect(heapText(await pages([true]).heap())).toBe("1");
  expect(heapText(await pages([true], [true]).heap())).toBe("1+");
  expect(heapText(undefined)).toBeNull();
});

it.each([
  [["reviews", { campaign: "1" }], true, true],
  [["reviews", "number", "1"], false, true],
  [["activities", "to-decide", "1", undefined], false, true],
  // A record that somebody may be writing.
  [["activities", "017a1297-4a64-7000-be52-c97ad6d10ac6"], false, false],
  [["draft", "1"], false, false],
])("tells lists and their numbers from single things: %o", (queryKey, list, either) => {
  expect([isList({ queryKey }), isListOrNumber({ queryKey })]).toEqual([list, either]);
});
