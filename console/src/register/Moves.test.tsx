import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { expect, it } from "vitest";
import { MessagesProvider } from "@/ui/messages";
import type { Kit, RecordView } from "./kit";
import { Moves } from "./Moves";

const WARNING = "参与人数多于参与人次，请核对";

function show(may: string[], warnings?: string[]) {
  const view = { id: "r", state: "submitted", revision: 1, may, ...(warnings === undefined ? {} : { warnings }) } as RecordView;
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <MessagesProvider>
          <Moves view={view} kit={{ name: "activities" } as Kit<RecordView>} />
        </MessagesProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

async function asked(name: RegExp) {
  await userEvent.click(screen.getByRole("button", { name }));
  return within(screen.getByRole("dialog"));
}

it("tells whoever accepts a record what looks wrong with it, before", async () => {
  show(["accept"], [WARNING]);
  expect((await asked(/通\s*过/)).getByText(WARNING)).toBeTruthy();
});

it("has nothing to tell about a move that approves of nothing, nor where nothing looks wrong", async () => {
  const { unmount } = show(["discard"], [WARNING]);
  expect((await asked(/放弃草稿/)).queryByText(WARNING)).toBeNull();
  unmount();
  show(["confirm"]);
  expect((await asked(/核对通过/)).queryByRole("alert")).toBeNull();
});
