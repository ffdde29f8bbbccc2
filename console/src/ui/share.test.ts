import { expect, test } from "vitest";
import { percentOf } from "./share";

test.each([
  [0, 0, null],
  [49, 54, 91],
  [1, 3, 33],
  [2, 3, 67],
  [199, 200, 99],
  [999, 1000, 99],
  [200, 200, 100],
  [1, 1000, 1],
  [0, 3, 0],
])("%i of %i is %s %%", (part, whole, expected) => expect(percentOf(part, whole)).toBe(expected));
