import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { networkProblem } from "./problem";
import { useWrite } from "./write";

it("takes a second click for the same wish while the first is under way, and another wish for another", async () => {
  const answers: (() => void)[] = [];
  const sent: string[] = [];
  const send = (input: string) => {
    sent.push(input);
    return new Promise<void>((resolve) => answers.push(resolve));
  };
  const client = new QueryClient();
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useWrite({ send, refresh: [] }), { wrapper });
  act(() => {
    result.current.mutate("a");
    result.current.mutate("a");
    result.current.mutate("b");
  });
  await waitFor(() => expect(sent).toEqual(["a", "b"]));
  await act(async () => answers.forEach((answer) => answer()));
  act(() => result.current.mutate("a"));
  await waitFor(() => expect(sent).toEqual(["a", "b", "a"]));
});

it("repeats a request of unknown outcome under its key, and what has changed since under another", async () => {
  const keys: string[] = [];
  const client = new QueryClient();
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result, rerender } = renderHook(
    ({ content }) =>
      useWrite({
        send: async (_: null, keyed) => {
          keys.push(keyed.headers["Idempotency-Key"]);
          throw networkProblem();
        },
        also: () => content,
        refused: () => true,
      }),
    { wrapper, initialProps: { content: "初稿" } },
  );
  for (const content of ["初稿", "初稿", "改稿"]) {
    rerender({ content });
    const before = keys.length;
    act(() => result.current.mutate(null));
    await waitFor(() => expect(keys.length).toBe(before + 1));
    await waitFor(() => expect(result.current.isError).toBe(true));
  }
  expect(new Set(keys.slice(0, 2)).size).toBe(1);
  expect(keys[2]).not.toBe(keys[0]);
});

it("says that it was taken before anything is read again, and that it is done afterwards", async () => {
  const told: string[] = [];
  let answerRead = () => undefined as void;
  const client = new QueryClient();
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const read = () => {
    told.push("read");
    return told.length === 1 ? "before" : new Promise<string>((resolve) => (answerRead = () => resolve("after")));
  };
  const { result } = renderHook(
    () => {
      useQuery({ queryKey: ["table"], queryFn: read });
      return useWrite({ send: async (_: null) => "number", taken: (number) => told.push(`taken ${number}`), done: () => told.push("done") });
    },
    { wrapper },
  );
  await waitFor(() => expect(told).toEqual(["read"]));
  act(() => result.current.mutate(null));
  await waitFor(() => expect(told).toEqual(["read", "taken number", "read"]));
  expect(result.current.isPending).toBe(true);
  await act(async () => answerRead());
  await waitFor(() => expect(told).toEqual(["read", "taken number", "read", "done"]));
});
