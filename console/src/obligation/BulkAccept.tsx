/** Accepting many reports at once: first a summary of what is about to be accepted, then the outcome of each. */
import { Alert, Button, Modal } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { t, word } from "@/i18n";
import { DataTable, type Column } from "@/ui/DataTable";
import { instantText } from "@/ui/time";
import type { ReviewDeskRow } from "./api";
import { itemTitle } from "./state";

type Results = Schemas["BulkAccepted"];

export function BulkAccept({ rows, done }: { rows: ReviewDeskRow[]; done: () => void }) {
  // The rows are kept when the dialog opens: accepted ones leave the list behind it.
  const [asked, setAsked] = useState<ReviewDeskRow[] | null>(null);
  const [results, setResults] = useState<Results | null>(null);
  const accept = useWrite({
    send: (submissions: string[], keyed) => answer(api.POST("/api/reviews/accept", { body: { submissions }, ...keyed })),
    taken: setResults,
  });
  const close = () => {
    setAsked(null);
    setResults(null);
    if (results !== null) done();
  };
  const late = (asked ?? []).filter((row) => row.obligation.timing === "late").length;
  return (
    <>
      <Button disabled={rows.length === 0} onClick={() => setAsked(rows)}>
        {t("review.accept_many", { count: rows.length })}
      </Button>
      <Modal
        open={asked !== null}
        width={760}
        title={t("review.accept_many", { count: asked?.length ?? 0 })}
        okText={results === null ? t("review.accept") : t("common.close")}
        confirmLoading={accept.isPending}
        cancelButtonProps={{ style: { display: results === null ? undefined : "none" } }}
        onCancel={close}
        onOk={() => (results === null ? accept.mutate((asked ?? []).map((row) => row.submission_id)) : close())}
      >
        <Alert
          type={results === null ? "info" : "success"}
          style={{ marginBottom: 12 }}
          title={
            results === null
              ? t(late === 0 ? "review.bulk_in_time" : "review.bulk_summary", { count: asked?.length ?? 0, late })
              : doneText(results)
          }
        />
        <DataTable<ReviewDeskRow>
          label={t("review.list")}
          rows={asked ?? []}
          id={(row) => row.submission_id}
          columns={[
            { title: t("common.unit"), render: (_, row) => row.obligation.unit.name },
            { title: t("obligation.item"), render: (_, row) => itemTitle(row.obligation) },
            { title: t("receipt.at"), render: (_, row) => instantText(row.submitted_at) },
            { title: t("receipt.timing"), render: (_, row) => word("timing", row.obligation.timing) },
            ...(results === null ? [] : [outcome(results)]),
          ]}
        />
      </Modal>
    </>
  );
}

function outcome({ results }: Results): Column<ReviewDeskRow> {
  return {
    title: t("review.outcome"),
    render: (_, row) => {
      const result = results.find((one) => one.submission_id === row.submission_id);
      if (result === undefined) return "—";
      return result.accepted ? t("review.accepted") : result.detail;
    },
  };
}

function doneText({ accepted, results }: Results): string {
  const refused = results.length - accepted;
  return t(refused === 0 ? "review.bulk_all_done" : "review.bulk_done", { accepted, refused });
}
