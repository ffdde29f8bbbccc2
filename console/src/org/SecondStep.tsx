/** The second step of a login: the password was right, now the telephone. */
import { Alert, Button, Form } from "antd";
import { answer, api } from "@/api/client";
import { useWrite } from "@/api/write";
import { t } from "@/i18n";
import { CodeInput } from "./CodeInput";

export function SecondStep({ entered, back }: { entered: () => void; back: () => void }) {
  const [form] = Form.useForm<{ code: string }>();
  const prove = useWrite({
    send: (body: { code: string }) => answer(api.POST("/api/session/second", { body })),
    refresh: [],
    done: entered,
    refused: (problem) => {
      const said = problem.errors[0]?.message ?? problem.message;
      form.setFields([{ name: "code", errors: [said] }]);
      return true;
    },
  });
  // Too much time has passed since the password, or another window has logged out.
  const late = prove.error?.kind === "login-required";
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(typed) => prove.mutate(typed)}>
      {late && <Alert type="warning" showIcon title={t("second.late")} style={{ marginBottom: 16 }} role="alert" />}
      <CodeInput help={t("second.code_help")} focus />
      <Button type="primary" htmlType="submit" size="large" block loading={prove.isPending}>
        {t("login.submit")}
      </Button>
      <Button type="link" block onClick={back}>
        {t("second.back")}
      </Button>
    </Form>
  );
}
