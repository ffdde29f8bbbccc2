/** Sending an accepted report back for correction: the only way to a new version after acceptance. The accepted one stays. */
import { Form, Input } from "antd";
import { answer, api } from "@/api/client";
import { t } from "@/i18n";
import { FormDialog } from "@/ui/FormDialog";
import { useMessages } from "@/ui/messages";
import type { ObligationRow } from "./api";
import { Until } from "./Until";

const NOTE_CHARS_MAX = 500;

export function Reopen({ submission, due }: { submission: string; due: string }) {
  const message = useMessages();
  const path = { params: { path: { id: submission } } };
  return (
    <FormDialog<{ note: string; until: string }, ObligationRow>
      text={t("reopen.button")}
      title={t("reopen.title")}
      about={t("reopen.about")}
      button={{ danger: true }}
      send={(typed, keyed) => answer(api.POST("/api/submissions/{id}/reopen", { ...path, body: typed, ...keyed }))}
      done={() => message.success(t("reopen.done"))}
    >
      <Form.Item name="note" label={t("reopen.reason")} rules={[{ required: true, whitespace: true }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={NOTE_CHARS_MAX} showCount />
      </Form.Item>
      <Form.Item name="until" label={t("review.until")} rules={[{ required: true }]}>
        <Until isLabelled due={due} />
      </Form.Item>
    </FormDialog>
  );
}
