import { onlineManager } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Away } from "./Away";

it("says that the network is away for as long as it is, where a screen reader hears it", () => {
  render(<Away />);
  expect(screen.getByRole("status").textContent).toBe("");
  act(() => onlineManager.setOnline(false));
  expect(screen.getByRole("status").textContent).toContain("可能不是最新");
  act(() => onlineManager.setOnline(true));
  expect(screen.getByRole("status").textContent).toBe("");
});
