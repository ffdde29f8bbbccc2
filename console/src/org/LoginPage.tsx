import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { lazy, Suspense, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { answer, api } from "@/api/client";
import { useWrite } from "@/api/write";
import { t } from "@/i18n";
import { Gate } from "./Gate";
import { SecondStep } from "./SecondStep";

const Tour = lazy(() => import("./Tour"));

/** Set by the server of a demo, and by no other. */
const isDemo = () => document.cookie.split("; ").includes("anxing_demo=1");

interface Typed {
  login: string;
  password: string;
}

/** Only a path of our own is followed after the login. */
function backTo(state: unknown): string {
  const back = typeof state === "object" && state !== null && "back" in state ? state.back : null;
  return typeof back === "string" && back.startsWith("/") && !back.startsWith("//") ? back : "/";
}

export default function LoginPage() {
  const navigate = useNavigate();
  const { state } = useLocation() as { state: unknown };
  const client = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [awaited, setAwaited] = useState(false);
  const entered = () => {
    client.clear();
    void navigate(backTo(state), { replace: true });
  };
  const enter = useWrite({
    send: (typed: Typed) => answer(api.POST("/api/session", { body: typed })),
    refresh: [],
    done: ({ second_factor_awaited }) => {
      setRefusal(null);
      if (second_factor_awaited) setAwaited(true);
      else entered();
    },
    refused: (problem) => {
      setRefusal(problem.message);
      return true;
    },
  });
  if (awaited)
    return (
      <Gate title={t("second.title")} help={t("second.step")}>
        <SecondStep entered={entered} back={() => setAwaited(false)} />
      </Gate>
    );
  const ended = typeof state === "object" && state !== null && "ended" in state;
  return (
    <Gate title={t("login.title")} below={isDemo() && <Suspense><Tour /></Suspense>}>
      {refusal !== null ? (
        <Alert type="error" showIcon title={refusal} style={{ marginBottom: 16 }} role="alert" />
      ) : (
        ended && <Alert type="info" showIcon title={t("login.ended")} style={{ marginBottom: 16 }} />
      )}
      <Form<Typed> layout="vertical" requiredMark={false} onFinish={(typed) => enter.mutate(typed)}>
        <Form.Item name="login" label={t("login.name")} rules={[{ required: true, whitespace: true }]}>
          <Input autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item name="password" label={t("login.password")} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={enter.isPending}>
          {t("login.submit")}
        </Button>
      </Form>
      <p className="soft" style={{ marginBottom: 0 }}>
        {t("login.help")}
      </p>
    </Gate>
  );
}
