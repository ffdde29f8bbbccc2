import { onlineManager, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { networkProblem } from "@/api/problem";
import { useWrite } from "@/api/write";
import { makeQueryClient } from "./Root";

afterEach(() => onlineManager.setOnline(true));

function within() {
  const client = makeQueryClient();
  return ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

it("refuses a write at once while the network is away, sends nothing by itself later, and repeats it under its key", async () => {
  const keys: string[] = [];
  let works = false;
  const send = async (_: null, keyed: { headers: { "Idempotency-Key": string } }) => {
    keys.push(keyed.headers["Idempotency-Key"]);
    if (!works) throw networkProblem();
  };
  const { result } = renderHook(() => useWrite({ send, refresh: [] }), { wrapper: within() });
  onlineManager.setOnline(false);
  act(() => result.current.mutate(null));
  await waitFor(() => expect(result.current.error?.kind).toBe("network"));
  works = true;
  await act(async () => onlineManager.setOnline(true));
  expect([keys.length, result.current.isError]).toEqual([1, true]);
  act(() => result.current.mutate(null));
  await waitFor(() => expect(result.current.isSuccess).toBe(true));
  expect(new Set(keys).size).toBe(1);
});

it("says at once that a page cannot be read while the network is away, and reads it when the network is back", async () => {
  const read = vi.fn(() => Promise.reject<string>(networkProblem()));
  onlineManager.setOnline(false);
  const { result } = renderHook(() => useQuery({ queryKey: ["page"], queryFn: read }), { wrapper: within() });
  await waitFor(() => expect(result.current.isError).toBe(true));
  expect(read).toHaveBeenCalledTimes(1);
  read.mockResolvedValue("51 项");
  await act(async () => onlineManager.setOnline(true));
  await waitFor(() => expect(result.current.data).toBe("51 项"));
});
