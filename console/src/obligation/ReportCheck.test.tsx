import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, it } from "vitest";
import type { Schemas } from "@/api/types";
import { tableQuery, type TableView } from "@/statistics/api";
import { field } from "@/test/definitions";
import { periodsQuery, submissionQuery, type ObligationRow, type Report } from "./api";
import { ReportCheck } from "./ReportCheck";

const row = {
  id: "o", campaign_id: "c", duty: "weekly", unit: { id: "u", name: "大连市" }, due_at: "2021-06-23T15:00:00+08:00",
} as ObligationRow;
const last = { ...row, due_at: "2021-06-16T15:00:00+08:00", state: "submitted", outcome: "done", submission_id: "s", period_title: "上周" };
const form = { fields: [field("good", "long_text", { title: "好的做法" })], evidence: [], statistics_table: "t", zero_report_allowed: false } as Schemas["ReportForm"];
const report: Report = { outcome: "done", zero: false, reason: "", answers: { good: "开展宣讲" }, evidence: {} };

function table(outdated: boolean): TableView {
  const cell = { records: 1, value: 0, mark: "counted" as const };
  const rows = [
    { indicator: "a", title: "学习参与", unit: "人次", total: 12345, live: 12346, cumulative: false, cells: [], confirmed: { ...cell, value: 12345, reason: "漏登一人" } },
    { indicator: "b", title: "横幅", unit: "条", total: 0, live: 0, cumulative: false, cells: [], confirmed: cell },
    { indicator: "c", title: "警示教育", unit: "场次", total: 0, live: 0, cumulative: false, cells: [], confirmed: { ...cell, mark: "not_done" as const } },
  ];
  return {
    basis: "confirmed", columns: [], live_digest: "", unit_id: "u", unit_name: "大连市", sections: [{ title: "学习宣讲", rows }],
    head: { key: "t", title: "统计表", from: "2021-06-01", to: "2021-06-30" } as TableView["head"],
    confirmed: { version: 1, at: "2021-06-20T10:00:00+08:00", by: "示例人员", outdated },
  };
}

function show(answers: Report["answers"], outdated = false, sameAsReturned = false) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  client.setQueryData(tableQuery({ campaign: "c", table: "t", unit: "u" }, "confirmed").queryKey, table(outdated));
  client.setQueryData(periodsQuery(row).queryKey, { items: [last as ObligationRow] });
  const said = { fields: [{ field: form.fields[0], value: "开展宣讲", changed: false, pointer: "/answers/good" }] };
  client.setQueryData(submissionQuery("s").queryKey, said as unknown as Schemas["SubmissionView"]);
  const nothing = () => undefined;
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <ReportCheck row={row} form={form} report={{ ...report, answers }} passed={{ timing: "in_time", same_as_returned: sameAsReturned }} busy={false} send={nothing} back={nothing} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

it("shows every figure of the table as it goes out, with its unit, and what differs from the records", () => {
  show({ good: "本期" });
  const figures = screen.getByTestId("attached-table").querySelector("dl");
  expect([...(figures?.querySelectorAll("dd") ?? [])].map((dd) => dd.textContent)).toEqual([
    "12,345 人次（约 1.23 万）台账数 12,346；原因：漏登一人", "0 条", "未开展",
  ]);
});

it("says when nothing was changed since the report came back", () => {
  show({ good: "本期" });
  expect(screen.queryByTestId("same-as-returned")).toBeNull();
  show({ good: "本期" }, false, true);
  expect(screen.getByTestId("same-as-returned").textContent).toContain("与被退回的版本完全相同");
});

it("tells where one sends that the figures were signed before the records moved", () => {
  show({ good: "本期" }, true);
  expect(within(screen.getByTestId("confirm-last")).getByText(/此后台账又有变化/)).toBeTruthy();
});

it("names what is word for word as last time, and lets it be sent", () => {
  show({ good: "开展宣讲" });
  expect(screen.getByTestId("same-as-last").textContent).toContain("“好的做法”与“上周”报送的文字完全相同");
  expect(screen.getByRole("button", { name: "确认报送" })).toHaveProperty("disabled", false);
});

it("has nothing to say about words of this period", () => {
  show({ good: "本期" });
  expect(screen.queryByTestId("same-as-last")).toBeNull();
});
