import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useHeld } from "./useHeld";

it("follows until it is held, and again when it is let go", () => {
  const { result, rerender } = renderHook(({ value, isHeld }) => useHeld(value, isHeld), { initialProps: { value: 1, isHeld: false } });
  const see = (value: number, isHeld: boolean) => {
    rerender({ value, isHeld });
    return result.current;
  };
  expect([see(2, false), see(2, true), see(3, true), see(4, true), see(4, false)]).toEqual([2, 2, 2, 2, 4]);
});
