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

/** Why there is a login now, and where it leads. Only a path of our own is followed. */
function cameFrom(state: unknown): { back: string; ended: boolean } {
  const { back, ended } = (typeof state === "object" && state !== null ? state : {}) as { back?: unknown; ended?: unknown };
  const isOurs = typeof back === "string" && back.startsWith("/") && !back.startsWith("//");
  return { back: isOurs ? back : "/", ended: ended === true };
}

export default function LoginPage() {
  const navigate = useNavigate();
  const { back, ended } = cameFrom(useLocation().state);
  const client = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [awaited, setAwaited] = useState(false);
  const entered = () => {
    client.clear();
    void navigate(back, { replace: true });
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
  return (
    <Gate title={t("login.title")} below={isDemo() && <Suspense><Tour /></Suspense>}>
      {refusal !== null ? (
        <Alert type="error" showIcon title={refusal} style={{ marginBottom: 16 }} role="alert" />
      ) : (
        (ended || back !== "/") && (
          <Alert type={ended ? "warning" : "info"} showIcon title={t(ended ? "login.ended" : "login.first")} style={{ marginBottom: 16 }} />
        )
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
