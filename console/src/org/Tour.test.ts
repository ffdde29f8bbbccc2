import { expect, it } from "vitest";
import { guidesOf } from "./Tour";

it("names the accounts that the tour speaks of, in its order, as far as there are any", () => {
  const account = (login: string) => ({ role: "city_officer", login, unit: "" });
  const accounts = [account("admin"), account("anshan"), account("dalian"), account("office")];
  expect(guidesOf({ accounts }).map(({ login }) => login)).toEqual(["office", "dalian", "admin"]);
});
