/** The field for a code: six digits of the telephone, or a recovery code. */
import { Form, Input } from "antd";
import { t } from "@/i18n";

/** A recovery code with its hyphens has 29 characters; people also type spaces. */
const CODE_CHARS_MAX = 40;

export function CodeInput({ help, focus = false }: { help: string; focus?: boolean }) {
  return (
    <Form.Item name="code" label={t("second.code")} extra={help} rules={[{ required: true, whitespace: true }]}>
      <Input autoComplete="one-time-code" maxLength={CODE_CHARS_MAX} size="large" autoFocus={focus} />
    </Form.Item>
  );
}
