import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { networkProblem, Problem } from "@/api/problem";
import { DraftKeeper, type Save } from "@/form/draft";
import { MessagesProvider } from "@/ui/messages";
import type { Kit, RecordContent, RecordView } from "./kit";
import { useSubmission } from "./useSubmission";
import type { RecordDraft } from "./useRecordDraft";

const typed: RecordContent = { answers: { title: "刚写下的" }, evidence: {}, zero: false, subject: null };
const arrives: Save<RecordContent> = async (_, revision) => ({ revision: revision + 1, at: "2021-06-16T10:00:00+08:00" });

/** A record in which something was just typed; `asked` is what the server was asked for, with the revision that was sent. */
function written(save: Save<RecordContent>) {
  const asked: string[] = [];
  const kit = {
    name: "exposures",
    source: "exposure",
    check: async () => {
      asked.push("check");
      return { problems: [], warnings: [] };
    },
    move: async (_: string, move: string, revision: number) => asked.push(`${move} ${revision}`),
  } as unknown as Kit<RecordView>;
  const keeper = new DraftKeeper(save, 3);
  keeper.change(typed);
  const draft = { keeper, content: typed } as unknown as RecordDraft;
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <QueryClientProvider client={new QueryClient()}>
      <MessagesProvider>{children}</MessagesProvider>
    </QueryClientProvider>
  );
  const { result } = renderHook(() => useSubmission({ id: "e" } as RecordView, kit, draft, () => undefined), { wrapper });
  return { asked, keeper, result };
}

it("examines and sends what was typed last", async () => {
  const { asked, keeper, result } = written(arrives);
  act(() => result.current.examine.mutate(null));
  await waitFor(() => expect(result.current.warnings).toEqual([]));
  keeper.change({ ...typed, subject: "u" });
  act(() => result.current.submit.mutate(null));
  await waitFor(() => expect(asked).toEqual(["check", "submit 5"]));
  await waitFor(() => expect(result.current.warnings).toBeNull());
});

const REFUSED: [string, Problem, string][] = [
  ["may not be kept", new Problem("invalid", 422, "不得记录身份证件号码"), "不得记录身份证件号码"],
  ["did not arrive", networkProblem(), networkProblem().message],
  ["was written elsewhere meanwhile", new Problem("stale", 409, ""), "此草稿已在别处修改"],
];

it.each(REFUSED)("asks for nothing and says why when what was typed %s: the server holds an older record", async (_, problem, said) => {
  const { asked, keeper, result } = written(() => Promise.reject(problem));
  act(() => result.current.examine.mutate(null));
  await waitFor(() => expect(screen.getByRole("alert").textContent).toContain(said));
  expect([asked, result.current.warnings]).toEqual([[], null]);
  keeper.dispose();
});
