import { Button, Typography } from "antd";
import { t } from "@/i18n";
import { useMessages } from "./messages";

/** Something that is shown only once, with a way to copy it where the browser allows. */
export function Secret({ text }: { text: string }) {
  const message = useMessages();
  const copy = () => {
    void navigator.clipboard?.writeText(text).then(() => message.success(t("common.copied")));
  };
  return (
    <p>
      <Typography.Text code style={{ fontSize: 16, userSelect: "all" }} data-testid="secret">
        {text}
      </Typography.Text>{" "}
      {/* Without https there is no clipboard; the text can still be marked. */}
      {typeof navigator.clipboard !== "undefined" && <Button onClick={copy}>{t("common.copy")}</Button>}
    </p>
  );
}
