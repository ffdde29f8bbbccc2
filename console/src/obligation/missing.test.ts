import { expect, test } from "vitest";
import { missingKind, newRecordAddress } from "./missing";

const KINDS = [
  { key: "line-inspection", clause: "c4.2.2", subject: ["line"] },
  { key: "warehouse-inspection", clause: "c4.2.2", subject: ["warehouse"] },
  { key: "drill", clause: "c4.4.3", subject: [] },
];

test("the only kind of a clause is the one that is missing", () => {
  expect(missingKind(KINDS, "c4.4.3", undefined)).toBe("drill");
});

test("several kinds of one clause are told apart by what they are about, or not at all", () => {
  expect(missingKind(KINDS, "c4.2.2", "warehouse")).toBe("warehouse-inspection");
  expect(missingKind(KINDS, "c4.2.2", undefined)).toBeNull();
  expect(missingKind(KINDS, "c4.2.2", "enterprise")).toBeNull();
  expect(missingKind(KINDS, "c9", undefined)).toBeNull();
});

test("the address carries what is known and nothing else", () => {
  expect(newRecordAddress("activities", { kind: "drill", unit: "u1", subject: "s1" })).toBe(
    "/activities?new=1&new_kind=drill&new_unit=u1&new_subject=s1",
  );
  expect(newRecordAddress("exposures", { kind: null, unit: null })).toBe("/exposures?new=1");
});
