import { expect, it } from "vitest";
import { guidesOf } from "./Tour";

it("names one account for each kind of post, in the order of the tour", () => {
  const account = (role: string, login: string) => ({ role, login, unit: "" });
  const accounts = [account("system_admin", "admin"), account("city_officer", "a"), account("city_officer", "b"), account("office", "office"), account("astronaut", "x")];
  expect(guidesOf({ accounts }).map(({ login }) => login)).toEqual(["office", "a", "admin"]);
});
