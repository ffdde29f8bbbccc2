import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { MINUTE_MS } from "@/api/heap";
import type { EvidenceFile, Schemas } from "@/api/types";
import type { Content } from "@/form/content";
import { fileIds, withoutEmpty } from "@/form/content";
import { byCursor } from "@/ui/DataTable";

export type ObligationRow = Schemas["ObligationRow"];
export type ObligationState = Schemas["ObligationState"];
export type SubmissionView = Schemas["SubmissionView"];
export type SubmissionHead = Schemas["SubmissionHead"];
export type StandingVerdict = Schemas["StandingVerdict"];
export type ReviewDeskRow = Schemas["ReviewDeskRow"];
export type ReviewDecision = Schemas["ReviewDecision"];
export type ReviewItem = Schemas["ReviewItem"];
export type ReceiptView = Schemas["ReceiptView"];
export type PaperRow = Schemas["PaperRow"];
export type ReportContent = Schemas["ReportContent"];
export type Outcome = Schemas["SubmissionOutcome"];

type Query = Record<string, string | undefined>;

/** Only the parameters that are given. */
function given(query: Query, after: string | undefined) {
  return Object.fromEntries(Object.entries({ ...query, after }).filter(([, value]) => value !== undefined));
}

/** What one person owes is short; beyond so many pages a list of it says that there is more. */
export const MINE_PAGES_MAX = 10;

export const obligationsQuery = (query: Query, mine: boolean) =>
  infiniteQueryOptions({
    queryKey: ["obligations", query, mine],
    queryFn: ({ pageParam }) =>
      answer(api.GET("/api/obligations", { params: { query: { ...given(query, pageParam), mine, limit: 100 } } })),
    ...byCursor,
  });

/** What presses below the person's post: overdue, returned, due soon. */
export const pressingQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: ["obligations", query, "pressing"],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/obligations", { params: { query: { ...given(query, pageParam), pressing: true, limit: 200 } } }),
      ),
    ...byCursor,
  });

export const obligationQuery = (id: string) =>
  queryOptions({
    queryKey: ["obligation", id],
    queryFn: () => answer(api.GET("/api/obligations/{id}", { params: { path: { id } } })),
  });

/** So many pages of what a unit and those below it owe; the last report is among the newest of them. */
const PERIOD_PAGES_MAX = 20;

/** What a unit and those below it owe by one duty, over all periods up to this one. */
export const periodsQuery = ({ campaign_id: campaign, duty, unit, due_at }: ObligationRow) =>
  queryOptions({
    queryKey: ["obligations", "periods", campaign, duty, unit.id, due_at],
    queryFn: async () => {
      const items: ObligationRow[] = [];
      let after: string | undefined;
      for (let page = 0; page < PERIOD_PAGES_MAX; page += 1) {
        const query = { campaign, duty, unit: unit.id, due_to: due_at.slice(0, 10), limit: 200, ...(after === undefined ? {} : { after }) };
        const found = await answer(api.GET("/api/obligations", { params: { query } }));
        items.push(...found.items);
        if (found.next == null) break;
        after = found.next;
      }
      return { items };
    },
  });

export const boardQuery = (campaign: string, unit: string) =>
  queryOptions({
    queryKey: ["board", campaign, unit],
    queryFn: () => answer(api.GET("/api/board", { params: { query: { campaign, unit } } })),
  });

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ["draft", id],
    queryFn: () => answer(api.GET("/api/obligations/{id}/draft", { params: { path: { id } } })),
    // A draft is read when it is opened; what is being typed must not be replaced from behind.
    staleTime: Infinity,
    gcTime: 0,
  });

/** Beside the draft that is being written: when it was saved, as of now. */
export const draftSavedQuery = (id: string) => queryOptions({ ...draftQuery(id), queryKey: ["draft-saved", id], staleTime: 0 });

export const submissionQuery = (id: string) =>
  queryOptions({
    queryKey: ["submission", id],
    queryFn: () => answer(api.GET("/api/submissions/{id}", { params: { path: { id } } })),
  });

export const receiptQuery = (id: string) =>
  queryOptions({
    queryKey: ["receipt", id],
    queryFn: () => answer(api.GET("/api/submissions/{id}/receipt", { params: { path: { id } } })),
  });

export const reviewsQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: ["reviews", query],
    queryFn: ({ pageParam }) =>
      answer(api.GET("/api/reviews", { params: { query: { ...given(query, pageParam), limit: 100 } } })),
    // A desk stays open while reports come in. Coming back to it reads it anew all the same.
    refetchInterval: MINUTE_MS,
    ...byCursor,
  });

export const reviewDraftQuery = (id: string) =>
  queryOptions({
    queryKey: ["review-draft", id],
    queryFn: () => answer(api.GET("/api/submissions/{id}/review-draft", { params: { path: { id } } })),
    staleTime: Infinity,
    gcTime: 0,
  });

export const papersQuery = (query: Query, missing: boolean, mine = false) =>
  infiniteQueryOptions({
    queryKey: ["papers", query, missing, mine],
    queryFn: ({ pageParam }) =>
      answer(api.GET("/api/papers", { params: { query: { ...given(query, pageParam), missing, mine, limit: 100 } } })),
    ...byCursor,
  });

/** What units may be urged for because its sealed paper is not here, or is another one than what was sent. */
export const owedPapersQuery = (query: Query, mayUrge: (row: ObligationRow) => boolean) =>
  infiniteQueryOptions({
    queryKey: ["papers", query, "owed"],
    queryFn: async ({ pageParam }) => {
      const page = await answer(api.GET("/api/papers", { params: { query: { ...given(query, pageParam), missing: true, limit: 200 } } }));
      return { ...page, items: page.items.map(({ obligation }) => obligation) };
    },
    // The server lists what the person may read, which goes further.
    select: (data) => ({ ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.filter(mayUrge) })) }),
    ...byCursor,
  });

/** A report while it is being written. */
export interface Report extends Content {
  outcome: Outcome;
  reason: string;
}

export function reportOf(content: ReportContent, files: EvidenceFile[]): Report {
  const byId = new Map(files.map((file) => [file.id, file]));
  const evidence = Object.fromEntries(
    Object.entries(content.evidence ?? {}).map(([slot, ids]) => [
      slot,
      ids.flatMap((id) => {
        const file = byId.get(id);
        return file === undefined ? [] : [file];
      }),
    ]),
  );
  const answers = (content.answers ?? {}) as Report["answers"];
  return { outcome: content.outcome, zero: content.outcome !== "done", answers, evidence, reason: content.reason ?? "" };
}

/** Only a report of something done carries answers; the other two say why there are none. */
export function contentOf(report: Report): ReportContent {
  const reason = report.reason.trim() === "" ? null : report.reason.trim();
  if (report.outcome !== "done") return { outcome: report.outcome, answers: {}, evidence: {}, reason };
  return {
    outcome: "done",
    answers: withoutEmpty(report.answers),
    evidence: fileIds(report.evidence),
    reason: null,
  };
}
