/** The sealed paper original of a report: when it came, and whether it is what was handed in electronically. */
import { Button, Form, Input, InputNumber, Radio } from "antd";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { useMe } from "@/app/session";
import { t } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { DayInput } from "@/ui/DayInput";
import { Panel } from "@/ui/Page";
import { dayText, instantText } from "@/ui/time";
import { PaperMark } from "./state";

interface Typed {
  received_on: string;
  copies: number;
  agrees: boolean;
  note: string;
}

const COPIES_MAX = 99;

export function PaperPanel({ detail }: { detail: Schemas["ObligationDetail"] }) {
  const { paper, may } = detail;
  return (
    <Panel title={t("paper.title")}>
      <p style={{ marginTop: 0 }}>
        <PaperMark paper={detail.obligation.paper} />
        {paper != null && (
          <>
            {" · "}
            {t("paper.came", { day: dayText(paper.received_on), copies: paper.copies })} ·{" "}
            {t("paper.recorded", { by: paper.recorded_by, at: instantText(paper.recorded_at) })}
            {paper.note !== "" && ` · ${paper.note}`}
          </>
        )}
      </p>
      {may.receive_paper && <PaperForm detail={detail} />}
    </Panel>
  );
}

function PaperForm({ detail }: { detail: Schemas["ObligationDetail"] }) {
  const { paper, obligation } = detail;
  const [form] = Form.useForm<Typed>();
  const agrees = Form.useWatch("agrees", form) ?? true;
  const message = useMessages();
  const today = instantText(useMe().now).slice(0, 10);
  const receive = useWrite({
    send: (typed: Typed, keyed) =>
      answer(
        api.PUT("/api/obligations/{id}/paper", {
          params: { path: { id: obligation.id } },
          body: { ...typed, revision: paper?.revision ?? 0 },
          ...keyed,
        }),
      ),
    done: () => message.success(t("paper.saved")),
  });
  return (
    <Form<Typed>
      form={form}
      layout="inline"
      style={{ rowGap: 8 }}
      initialValues={{
        received_on: paper?.received_on ?? today,
        copies: paper?.copies ?? 1,
        agrees: paper?.agrees ?? true,
        note: paper?.note ?? "",
      }}
      onFinish={(typed) => receive.mutate(typed)}
    >
      <Form.Item name="received_on" label={t("paper.received_on")} rules={[{ required: true }]}>
        <DayInput allowClear={false} />
      </Form.Item>
      <Form.Item name="copies" label={t("paper.copies")} rules={[{ required: true }]}>
        <InputNumber min={1} max={COPIES_MAX} precision={0} style={{ width: 80 }} />
      </Form.Item>
      <Form.Item name="agrees" label={t("paper.agrees")}>
        <Radio.Group
          // What differed before is no remark about a paper that agrees.
          onChange={(event) => {
            if (event.target.value === true && form.getFieldValue("note") === paper?.note) form.setFieldValue("note", "");
          }}
          options={[
            { value: true, label: t("paper.same") },
            { value: false, label: t("paper.different") },
          ]}
        />
      </Form.Item>
      <Form.Item name="note" label={t("common.note")} rules={[{ required: !agrees, whitespace: !agrees, message: t("paper.note_required") }]}>
        <Input style={{ width: 240 }} />
      </Form.Item>
      <Button htmlType="submit" loading={receive.isPending}>
        {t("paper.record")}
      </Button>
    </Form>
  );
}
