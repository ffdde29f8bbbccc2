import { Button, Form, Input } from "antd";
import { answer, api } from "@/api/client";
import { useWrite } from "@/api/write";
import { t } from "@/i18n";
import { useMessages } from "@/ui/messages";

interface Typed {
  current: string;
  new: string;
  repeat: string;
}

/** `isAlone` on a page that is for nothing else: typing begins at once. */
export function PasswordForm({ done, isAlone = false }: { done: () => void; isAlone?: boolean }) {
  const [form] = Form.useForm<Typed>();
  const message = useMessages();
  const change = useWrite({
    send: (typed: Typed) =>
      answer(api.PUT("/api/me/password", { body: { current: typed.current, new: typed.new } })),
    done: () => {
      form.resetFields();
      message.success(t("password.changed"));
      done();
    },
    refused: (problem) => {
      if (problem.errors.length === 0) return false;
      form.setFields(
        problem.errors.map(({ pointer, message }) => ({
          name: pointer === "/current" ? ("current" as const) : ("new" as const),
          errors: [message],
        })),
      );
      return true;
    },
  });
  return (
    <Form<Typed> form={form} layout="vertical" requiredMark={false} onFinish={(typed) => change.mutate(typed)}>
      <Form.Item name="current" label={t("password.current")} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" autoFocus={isAlone} />
      </Form.Item>
      <Form.Item name="new" label={t("password.next")} extra={t("password.rule")} rules={[{ required: true }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t("password.repeat")}
        dependencies={["new"]}
        rules={[
          { required: true },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === undefined || value === getFieldValue("new")
                ? Promise.resolve()
                : Promise.reject(new Error(t("password.differs"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t("password.title")}
      </Button>
    </Form>
  );
}
