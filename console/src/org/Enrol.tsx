/** Setting up a second factor in three steps: the password, the telephone, the paper. */
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { t } from "@/i18n";
import { CopyButton } from "@/ui/CopyButton";
import { Secret } from "@/ui/Secret";
import { CodeInput } from "./CodeInput";

type Begun = Schemas["SecondFactorSecret"];

/** `isAsked`: the person's post does not go without one, which is said until there is one. */
export function Enrol({ isAsked, done }: { isAsked: boolean; done: () => void }) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes !== null) return <Paper codes={codes} done={done} />;
  return (
    <>
      {isAsked && <Alert type="info" showIcon title={t("second.first")} style={{ marginBottom: 16 }} />}
      {begun === null ? <Password begun={setBegun} /> : <Telephone begun={begun} confirmed={setCodes} />}
    </>
  );
}

function Password({ begun }: { begun: (begun: Begun) => void }) {
  const [form] = Form.useForm<{ password: string }>();
  const begin = useWrite({
    send: (body: { password: string }) => answer(api.POST("/api/me/second-factor", { body })),
    refresh: [],
    done: begun,
    refused: (problem) => {
      form.setFields(problem.errors.map(({ message }) => ({ name: "password" as const, errors: [message] })));
      return problem.errors.length > 0;
    },
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(typed) => begin.mutate(typed)}>
      <Form.Item name="password" label={t("password.current")} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={begin.isPending}>
        {t("second.begin")}
      </Button>
    </Form>
  );
}

function Telephone({ begun, confirmed }: { begun: Begun; confirmed: (codes: string[]) => void }) {
  const [form] = Form.useForm<{ code: string }>();
  const confirm = useWrite({
    send: (body: { code: string }, keyed) => answer(api.POST("/api/me/second-factor/confirm", { body, ...keyed })),
    // What the person may do now is read when the paper is kept: reading it makes the frame anew, and the codes with it.
    refresh: [],
    done: ({ recovery_codes }) => confirmed(recovery_codes ?? []),
    refused: (problem) => {
      // The server's words for a wrong code name the recovery codes, and here there are none yet.
      form.setFields(problem.errors.map(() => ({ name: "code" as const, errors: [t("second.wrong_first")] })));
      return problem.errors.length > 0;
    },
  });
  return (
    <>
      <p>{t("second.scan")}</p>
      <p className="soft">{t("second.any_app")}</p>
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(begun.qr_svg)}`}
        alt={t("second.picture")}
        width={220}
        height={220}
      />
      <p className="soft">{t("second.by_hand")}</p>
      <Secret text={begun.secret} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(typed) => confirm.mutate(typed)}>
        <CodeInput help={t("second.first_code")} />
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t("second.confirm")}
        </Button>
      </Form>
    </>
  );
}

function Paper({ codes, done }: { codes: string[]; done: () => void }) {
  return (
    <>
      <p role="status">{t(codes.length > 0 ? "second.codes_about" : "second.codes_lost")}</p>
      <ul data-testid="recovery-codes" style={{ fontFamily: "monospace", columns: "22em 2", whiteSpace: "nowrap", userSelect: "all" }}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="no-print" style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
        {codes.length > 0 && <CopyButton text={codes.join("\n")} />}
        {codes.length > 0 && <Button onClick={() => window.print()}>{t("second.print")}</Button>}
        <Button type="primary" onClick={done}>
          {t("second.codes_kept")}
        </Button>
      </div>
    </>
  );
}
