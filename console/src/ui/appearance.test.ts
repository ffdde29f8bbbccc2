import { afterEach, expect, it } from "vitest";
import { appearanceOf, setAppearance } from "./appearance";

afterEach(() => setAppearance({ theme: "system", elder: false }));

it.each([
  [null, { theme: "system", elder: false }],
  ['{"theme":"dark","elder":true}', { theme: "dark", elder: true }],
  ['{"theme":"pink","elder":"yes"}', { theme: "system", elder: false }],
  ["null", { theme: "system", elder: false }],
  ["{not json", { theme: "system", elder: false }],
])("makes sense of what a browser kept: %s", (kept, expected) => expect(appearanceOf(kept)).toEqual(expected));

it("tells the style sheet and remembers", () => {
  setAppearance({ theme: "dark" });
  setAppearance({ elder: true });
  const { theme, elder } = document.documentElement.dataset;
  expect([theme, elder]).toEqual(["dark", "true"]);
  expect(appearanceOf(localStorage.getItem("anxing.appearance"))).toEqual({ theme: "dark", elder: true });
});
