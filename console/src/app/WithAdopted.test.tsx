import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, it } from "vitest";
import type { Me } from "@/api/types";
import { campaignsQuery, type CampaignHead } from "@/campaign/api";
import { CampaignProvider } from "./CampaignScope";
import { MeContext } from "./session";
import { WithAdopted } from "./WithAdopted";

function shown(running: string | null, actions: string[]) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(campaignsQuery.queryKey, [{ id: "c", title: "活动", running } as unknown as CampaignHead]);
  render(
    <MemoryRouter>
      <QueryClientProvider client={client}>
        <MeContext value={{ actions, posts: [], person: { name: "" }, now: "2021-06-16T02:00:00Z" } as unknown as Me}>
          <CampaignProvider>
            <WithAdopted title="我的待办">{() => <p>目前没有待办事项</p>}</WithAdopted>
          </CampaignProvider>
        </MeContext>
      </QueryClientProvider>
    </MemoryRouter>,
  );
}

it("gives no all-clear before the plan is adopted, and leads those who adopt it to it", () => {
  shown(null, ["campaign.read", "campaign.keep"]);
  expect(screen.queryByText("目前没有待办事项")).toBeNull();
  screen.getByRole("heading", { name: "我的待办" });
  screen.getByText("活动方案尚未采用");
  screen.getByRole("link", { name: "活动方案" });
});

it("leaves the others where they are", () => {
  shown(null, ["campaign.read"]);
  screen.getByText("活动方案尚未采用");
  expect(screen.queryByRole("link")).toBeNull();
});

it("is not there once a plan is", () => {
  shown("fingerprint", ["campaign.read"]);
  screen.getByText("目前没有待办事项");
  expect(screen.queryByText("活动方案尚未采用")).toBeNull();
});
