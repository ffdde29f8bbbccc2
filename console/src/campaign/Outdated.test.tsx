import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, it } from "vitest";
import { diffQuery, type CampaignDiff } from "./api";
import { Outdated } from "./Outdated";

it.each([
  [{ added: 0, moved: 0, dropped: 0 }, null],
  [{ added: 1, moved: 0, dropped: 2 }, /新增 1 项，变更 0 项，取消 2 项/],
])("tells the office that units have changed since the adoption only when they have: %o", (counts, said) => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  client.setQueryData(diffQuery("c", "f").queryKey, counts as CampaignDiff);
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <Outdated campaign="c" fingerprint="f" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  if (said === null) expect(screen.queryByTestId("outdated")).toBeNull();
  else expect(screen.getByTestId("outdated").textContent).toMatch(said);
});
