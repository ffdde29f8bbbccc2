/** Urging one or many: first a summary of who is about to be urged and when that was done last, then what came of it. */
import { Alert, Button, Form, Input, Modal, type ButtonProps } from "antd";
import { useEffect, useRef, useState } from "react";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { useMe, useServerClock } from "@/app/session";
import { t } from "@/i18n";
import { DataTable } from "@/ui/DataTable";
import { deadlineText, instantText } from "@/ui/time";
import type { ObligationRow } from "./api";
import { ObligationStateMark, PaperOwed, deadlineOf, itemTitle, lacksOnlyPaper } from "./state";

type Answered = Schemas["UrgeAnswer"];

/** As many as the server takes in one request. */
const AT_ONCE_MAX = 200;
const MESSAGE_CHARS_MAX = 500;
/** The server urges nobody again before so long. */
const AGAIN_AFTER_MS = 3_600_000;

interface Props {
  rows: ObligationRow[];
  done?: () => void;
  /** Of a button that urges what was picked in a list; without it there is one thing to urge. */
  button?: Pick<ButtonProps, "type">;
}

export function Urge({ rows, done, button }: Props) {
  // The rows are kept when the dialog opens: a list behind it may be read again meanwhile.
  const [asked, setAsked] = useState<ObligationRow[] | null>(null);
  const isTooMany = rows.length > AT_ONCE_MAX;
  const text = button === undefined ? t("urge.one") : t("urge.many", { count: rows.length });
  return (
    <>
      <Button {...button} disabled={rows.length === 0 || isTooMany} onClick={() => setAsked(rows)}>
        {text}
      </Button>
      {isTooMany && <span role="status">{t("urge.too_many", { max: AT_ONCE_MAX, count: rows.length })}</span>}
      {asked !== null && (
        <UrgeDialog
          rows={asked}
          close={(sent) => {
            setAsked(null);
            if (sent) done?.();
          }}
        />
      )}
    </>
  );
}

function UrgeDialog({ rows, close }: { rows: ObligationRow[]; close: (sent: boolean) => void }) {
  const [message, setMessage] = useState(() => t(phraseFor(rows)));
  const [results, setResults] = useState<Answered | null>(null);
  const clock = useServerClock(useMe());
  const [now] = useState(() => clock(Date.now()));
  const send = useWrite({
    send: (words: string, keyed) =>
      answer(api.POST("/api/urges", { body: { obligations: rows.map(({ id }) => id), message: words }, ...keyed })),
    taken: setResults,
  });
  const isSent = results !== null;
  const isMissing = message.trim() === "";
  const summary = useRef<HTMLDivElement>(null);
  // On a telephone the button is far below what came of it.
  useEffect(() => {
    if (isSent) summary.current?.scrollIntoView({ block: "center" });
  }, [isSent]);
  return (
    <Modal
      open
      width={820}
      title={t("urge.title")}
      okText={t(isSent ? "common.close" : "urge.send")}
      confirmLoading={send.isPending}
      okButtonProps={{ disabled: isMissing }}
      cancelButtonProps={{ style: { display: isSent ? "none" : undefined } }}
      onCancel={() => close(isSent)}
      onOk={() => (isSent ? close(true) : send.mutate(message.trim()))}
    >
      <div ref={summary}>
        <Alert
          type={!isSent ? "info" : results.urged === 0 ? "warning" : "success"}
          style={{ marginBottom: 12 }}
          data-testid="urge-summary"
          title={isSent ? outcomeText(results) : <Summary rows={rows} now={now} />}
        />
      </div>
      {!isSent && (
        <Form layout="vertical">
          <Form.Item
            label={t("urge.message")}
            htmlFor="urge-message"
            extra={t("urge.message_help")}
            {...(isMissing ? { validateStatus: "error" as const, help: t("urge.message_required") } : {})}
          >
            <Input.TextArea
              id="urge-message"
              autoSize={{ minRows: 2 }}
              maxLength={MESSAGE_CHARS_MAX}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
            />
          </Form.Item>
        </Form>
      )}
      <DataTable<ObligationRow> label={t("urge.about_to")} rows={rows} id={(row) => row.id} columns={columns(results, now)} />
    </Modal>
  );
}

function columns(results: Answered | null, now: string) {
  return [
    { title: t("common.unit"), render: (_: never, row: ObligationRow) => row.unit.name },
    { title: t("obligation.item"), render: (_: never, row: ObligationRow) => itemTitle(row) },
    {
      title: t("common.state"),
      render: (_: never, row: ObligationRow) => (
        <>
          <ObligationStateMark state={row.state} small /> <PaperOwed row={row} />
        </>
      ),
    },
    { title: t("obligation.due"), render: (_: never, row: ObligationRow) => deadlineText(deadlineOf(row)) },
    results === null
      ? { title: t("urge.before"), render: (_: never, row: ObligationRow) => <Before row={row} now={now} /> }
      : { title: t("urge.outcome"), render: (_: never, row: ObligationRow) => resultText(results, row) },
  ];
}

export function lastText({ urged }: ObligationRow): string {
  if (urged == null) return t("urge.never");
  return t("urge.last", { times: urged.times, at: instantText(urged.last.urged_at) });
}

function resultText(results: Answered, row: ObligationRow): string {
  const result = results.results.find(({ obligation_id }) => obligation_id === row.id);
  if (result === undefined) return "—";
  return result.urged ? t("urge.sent") : (result.detail ?? t("urge.not_sent"));
}

/** Was urged so lately that the server leaves it out. */
export function isJustUrged({ urged }: Pick<ObligationRow, "urged">, now: string): boolean {
  return urged != null && Date.parse(now) < Date.parse(urged.last.urged_at) + AGAIN_AFTER_MS;
}

function Before({ row, now }: { row: ObligationRow; now: string }) {
  return (
    <>
      {lastText(row)}
      {isJustUrged(row, now) && <div className="soft">{t("urge.skipped")}</div>}
    </>
  );
}

/** Who will be urged, and apart from them who will not be. */
function Summary({ rows, now }: { rows: ObligationRow[]; now: string }) {
  const due = rows.filter((row) => !isJustUrged(row, now));
  const units = new Set(due.map(({ unit }) => unit.id)).size;
  const again = due.filter(({ urged }) => urged != null).length;
  return (
    <>
      {due.length > 0 && <div>{t(again === 0 ? "urge.summary" : "urge.summary_again", { units, count: due.length, again })}</div>}
      {due.length < rows.length && <div>{t("urge.summary_skipped", { count: rows.length - due.length })}</div>}
    </>
  );
}

function outcomeText({ urged, units, results }: Answered): string {
  const left = results.length - urged;
  if (urged === 0) return t("urge.done_none", { left });
  return t(left === 0 ? "urge.done" : "urge.done_but", { urged, units, left });
}

/** Says only what is true of each of them: all read the same words. */
export function phraseFor(rows: Pick<ObligationRow, "state" | "paper">[]) {
  const [first] = rows;
  if (rows.every(lacksOnlyPaper)) return "urge.phrase_paper";
  if (rows.some(lacksOnlyPaper)) return "urge.phrase_mixed";
  const isOne = rows.every(({ state }) => state === first?.state);
  if (!isOne) return "urge.phrase_mixed";
  if (first?.state === "overdue") return "urge.phrase_overdue";
  return first?.state === "returned" ? "urge.phrase_returned" : "urge.phrase_soon";
}
