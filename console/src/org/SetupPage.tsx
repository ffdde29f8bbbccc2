import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, type FormInstance } from "antd";
import { Link, useLocation, useNavigate } from "react-router";
import { answer, api } from "@/api/client";
import { useWrite } from "@/api/write";
import { t } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { Ready } from "@/ui/State";
import { Gate } from "./Gate";

interface Typed {
  authority_name: string;
  authority_key: string;
  name: string;
  login: string;
  password: string;
}

const NOTHING: Typed = { authority_name: "", authority_key: "", name: "", login: "", password: "" };

/** The form's field for a pointer of the server's answer. */
const FIELD: Record<string, keyof Typed> = {
  "/authority/name": "authority_name",
  "/authority/key": "authority_key",
  "/person/name": "name",
  "/person/login": "login",
  "/person/password": "password",
};

/** The first start. The token is in the fragment of the address, which never reaches a server's log. */
export default function SetupPage() {
  const token = useLocation().hash.slice(1);
  const setup = useQuery({ queryKey: ["setup"], queryFn: () => answer(api.GET("/api/setup")) });
  return (
    <Gate title={t("setup.title")} help={t("setup.help")}>
      <Ready query={setup}>
        {({ needed }) => {
          if (!needed) return <Alert type="info" title={<Link to="/login">{t("setup.not_needed")}</Link>} />;
          if (token === "") return <Alert type="warning" showIcon title={t("setup.no_token")} />;
          return <SetupForm token={token} />;
        }}
      </Ready>
    </Gate>
  );
}

/** What the server said was about what stood there before. */
function forget(form: FormInstance<Typed>, changed: Partial<Typed>) {
  form.setFields((Object.keys(NOTHING) as (keyof Typed)[]).filter((name) => name in changed).map((name) => ({ name, errors: [] })));
}

function SetupForm({ token }: { token: string }) {
  const [form] = Form.useForm<Typed>();
  const navigate = useNavigate();
  const message = useMessages();
  const settle = useWrite({
    send: ({ authority_name, authority_key, name, login, password }: Typed) =>
      answer(
        api.POST("/api/setup", {
          body: { token, authority: { key: authority_key, name: authority_name }, person: { name, login, password } },
        }),
      ),
    done: () => {
      message.success(t("setup.done"));
      void navigate("/login", { replace: true });
    },
    refused: (problem) => {
      const fields = problem.errors.flatMap(({ pointer, message: text }) => {
        const name = FIELD[pointer];
        return name === undefined ? [] : [{ name, errors: [text] }];
      });
      form.setFields(fields);
      return fields.length > 0 && fields.length === problem.errors.length;
    },
  });
  return (
    // No rule here: the server tells everything that is wrong at once, what is empty with what is not as it has to be.
    // That all of them have to be there is said without one.
    <Form<Typed> form={form} layout="vertical" requiredMark={false} initialValues={NOTHING} onValuesChange={(changed: Partial<Typed>) => forget(form, changed)} onFinish={(typed) => settle.mutate(typed)}>
      <Form.Item name="authority_name" label={t("setup.authority_name")} extra={t("setup.authority_name_help")}>
        <Input aria-required />
      </Form.Item>
      <Form.Item name="authority_key" label={t("setup.authority_key")} extra={t("setup.authority_key_help")}>
        <Input aria-required />
      </Form.Item>
      <Form.Item name="name" label={t("setup.person_name")}>
        <Input autoComplete="name" aria-required />
      </Form.Item>
      <Form.Item name="login" label={t("login.name")}>
        <Input autoComplete="username" aria-required />
      </Form.Item>
      <Form.Item name="password" label={t("login.password")} extra={t("password.rule")}>
        <Input.Password autoComplete="new-password" aria-required />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={settle.isPending}>
        {t("setup.submit")}
      </Button>
    </Form>
  );
}
