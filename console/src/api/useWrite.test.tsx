import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
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
