import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { Problematic, Ready } from "./State";

it("keeps showing what was read when it cannot be read again", async () => {
  let works = true;
  const read = () => (works ? Promise.resolve("51 项") : Promise.reject(new Problem("network", 0, "网络不通")));
  function Figure() {
    const query = useQuery({ queryKey: ["figure"], queryFn: read, retry: false });
    return (
      <>
        <button onClick={() => void query.refetch()}>again</button>
        <Ready query={query}>{(text) => <p>{text}{query.isError && "（可能不是最新）"}</p>}</Ready>
      </>
    );
  }
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient()}>
        <Figure />
      </QueryClientProvider>
    </MemoryRouter>,
  );
  await screen.findByText("51 项");
  works = false;
  await userEvent.click(screen.getByText("again"));
  await screen.findByText("51 项（可能不是最新）");
});

it("leads from a condition that nobody understands to the list without it", () => {
  render(
    <MemoryRouter initialEntries={["/activities?state=bogus"]}>
      <Problematic problem={new Problem("unacceptable", 400, "state 不认识 bogus，可选的有：draft")} retry={() => undefined} />
    </MemoryRouter>,
  );
  expect(screen.getByRole("link", { name: "清除条件" }).getAttribute("href")).toBe("/activities");
  expect(screen.queryByText(/draft/)).toBeNull();
});
