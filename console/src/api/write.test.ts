import { describe, expect, it } from "vitest";
import { networkProblem, Problem, problemOf } from "./problem";
import { Intention, newKey } from "./write";

describe("idempotency keys", () => {
  it("are version 4 UUIDs", () =>
    expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));

  it("stay the same while the outcome of the same request is unknown", () => {
    const intention = new Intention();
    const first = intention.keyFor({ a: 1 });
    intention.settle(networkProblem());
    expect(intention.keyFor({ a: 1 })).toBe(first);
  });

  it("are new for another request, after success and after a refusal", () => {
    const intention = new Intention();
    const first = intention.keyFor({ a: 1 });
    const other = intention.keyFor({ a: 2 });
    expect(other).not.toBe(first);
    intention.settle(null);
    const third = intention.keyFor({ a: 2 });
    expect(third).not.toBe(other);
    intention.settle(new Problem("invalid", 422, ""));
    expect(intention.keyFor({ a: 2 })).not.toBe(third);
  });
});

describe("problems", () => {
  it("know the server's kinds", () => {
    const problem = problemOf(409, {
      type: "urn:anxing:problem:move-refused", title: "", status: 409, detail: "已提交", code: "already-sent",
    });
    expect([problem.kind, problem.message, problem.code, problem.isUncertain]).toEqual([
      "move-refused", "已提交", "already-sent", false,
    ]);
  });
  it("make something of an answer that is no problem", () =>
    expect(problemOf(502, "<html>").isUncertain).toBe(true));
});
