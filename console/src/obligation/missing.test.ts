import { expect, test } from "vitest";
import { missingKind, newRecordAddress } from "./missing";

const KINDS = [
  { key: "line-inspection", subject: ["line"] },
  { key: "warehouse-inspection", subject: ["warehouse"] },
  { key: "drill", subject: [] },
];
const INSPECTIONS = ["line-inspection", "warehouse-inspection"];

test("the only kind that counts is the one that is missing", () => {
  expect(missingKind(KINDS, ["drill"], undefined)).toBe("drill");
});

test("several kinds that count are told apart by what they are about, or not at all", () => {
  expect(missingKind(KINDS, INSPECTIONS, "warehouse")).toBe("warehouse-inspection");
  expect(missingKind(KINDS, INSPECTIONS, undefined)).toBeNull();
  expect(missingKind(KINDS, INSPECTIONS, "enterprise")).toBeNull();
  expect(missingKind(KINDS, [], undefined)).toBeNull();
  expect(missingKind(KINDS, ["gone"], undefined)).toBeNull();
});

test("the address carries what is known and nothing else", () => {
  expect(newRecordAddress("activities", { kind: "drill", unit: "u1", subject: "s1" })).toBe(
    "/activities?new=1&new_kind=drill&new_unit=u1&new_subject=s1",
  );
  expect(newRecordAddress("exposures", { kind: null, unit: null })).toBe("/exposures?new=1");
});
