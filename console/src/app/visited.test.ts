import { beforeEach, expect, it } from "vitest";
import { forgetVisit, rememberVisit, wasHere } from "./visited";

beforeEach(() => sessionStorage.clear());

it("knows whether somebody was logged in at this tab, until they leave, and nothing about them", () => {
  expect(wasHere()).toBe(false);
  rememberVisit();
  expect(wasHere()).toBe(true);
  expect(Object.entries({ ...sessionStorage })).toEqual([["anxing.visited", "1"]]);
  forgetVisit();
  expect(wasHere()).toBe(false);
});
