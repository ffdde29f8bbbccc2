/** Begins a report with the words of the last one of the same duty. What is written already is replaced only when asked. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { FormField } from "@/api/types";
import type { Answers } from "@/form/content";
import { mark, t } from "@/i18n";
import { Dialog } from "@/ui/Dialog";
import { useMessages } from "@/ui/messages";
import { periodsQuery, submissionQuery, type ObligationRow } from "./api";
import { lastReport, overwritten, withWords, wordsOf } from "./template";

interface Props {
  current: ObligationRow;
  fields: FormField[];
  answers: Answers;
  onTake: (take: (before: Answers) => Answers) => void;
}

/** The words of the last report of the same duty, with the name of its period; null where there is none. */
export function useLastWords(current: ObligationRow, fields: FormField[]): { period: string; words: Answers } | null {
  const periods = useQuery(periodsQuery(current));
  const last = lastReport(periods.data?.items ?? [], current);
  const submission = useQuery({ ...submissionQuery(last?.submission_id ?? ""), enabled: last !== null });
  if (last === null || submission.data === undefined) return null;
  const words = wordsOf(fields, submission.data.fields);
  return Object.keys(words).length === 0 ? null : { period: last.period_title, words };
}

export function LastPeriod({ current, fields, answers, onTake }: Props) {
  const message = useMessages();
  const [asks, setAsks] = useState(false);
  const last = useLastWords(current, fields);
  if (last === null) return null;

  const { period, words } = last;
  const lost = overwritten(fields, answers, words);
  const take = (onlyEmpty: boolean) => {
    setAsks(false);
    onTake((before) => withWords(before, words, onlyEmpty));
    message.success(t("report.last_taken", { period }));
  };
  const begin = () => {
    if (Object.entries(words).every(([key, text]) => answers[key] === text)) message.success(t("report.last_same"));
    else if (lost.length > 0) setAsks(true);
    else take(true);
  };
  return (
    <div style={{ marginBottom: 16 }}>
      <Button style={{ height: "auto", whiteSpace: "normal" }} onClick={begin}>{t("report.last", { period })}</Button>
      <div className="soft">{t("report.last_about", { period })}</div>
      <Dialog
        open={asks}
        title={t("report.last", { period })}
        onClose={() => setAsks(false)}
        footer={
          <>
            <Button onClick={() => setAsks(false)}>{t("common.cancel")}</Button>
            <Button onClick={() => take(true)}>{t("report.last_empty_only")}</Button>
            <Button danger onClick={() => take(false)}>
              {t("report.last_all")}
            </Button>
          </>
        }
      >
        <p>{t("report.last_over", { titles: lost.join(mark.comma) })}</p>
      </Dialog>
    </div>
  );
}
