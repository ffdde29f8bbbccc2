import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { networkProblem, Problem } from "@/api/problem";
import type { Me } from "@/api/types";
import { MeContext } from "@/app/session";
import { MessagesProvider } from "@/ui/messages";
import type { Kit, RecordContent, RecordView } from "./kit";
import { useRecordDraft } from "./useRecordDraft";

beforeEach(() => sessionStorage.clear());

const me = { person: { id: "p", login: "p", name: "p" } } as Me;
const content: RecordContent = { answers: {}, evidence: {}, zero: false, subject: null };

/** A record that somebody else has saved meanwhile, under the revision 8. */
async function inConflict(read: () => Promise<RecordView>) {
  const saved: [number, unknown][] = [];
  const kit = {
    name: "exposures",
    source: "exposure",
    content: () => content,
    read,
    save: async (_: string, revision: number, { answers }: RecordContent) => {
      if (revision < 8) throw new Problem("stale", 409, "");
      saved.push([revision, answers["title"]]);
      return { revision: revision + 1, state_signed: { at: "2021-06-16T10:00:00+08:00", by: "p" } };
    },
  } as unknown as Kit<RecordView>;
  const client = new QueryClient();
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <QueryClientProvider client={client}>
      <MeContext value={me}>
        <MessagesProvider>{children}</MessagesProvider>
      </MeContext>
    </QueryClientProvider>
  );
  const { result } = renderHook(() => useRecordDraft({ id: "e", revision: 3 } as RecordView, kit), { wrapper });
  await act(async () => result.current.change((before) => ({ ...before, answers: { title: "我写的" } })));
  await act(async () => void (await result.current.keeper.flush()));
  expect(result.current.state.name).toBe("conflict");
  return { saved, result };
}

it("saves what is in the form over the other version once that one is known", async () => {
  const { saved, result } = await inConflict(async () => ({ revision: 8 }) as RecordView);
  act(() => result.current.keepMine());
  await waitFor(() => expect(saved).toEqual([[8, "我写的"]]));
});

it("says so when the other version cannot be read, and the two still differ", async () => {
  const { saved, result } = await inConflict(() => Promise.reject(networkProblem()));
  act(() => result.current.keepMine());
  await waitFor(() => expect(screen.getByRole("alert").textContent).toContain(networkProblem().message));
  expect([saved, result.current.state.name]).toEqual([[], "conflict"]);
});
