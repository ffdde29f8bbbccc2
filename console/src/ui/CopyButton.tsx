import { Button } from "antd";
import { t } from "@/i18n";
import { useMessages } from "./messages";

interface Props {
  text: string;
  /** Where several things can be copied: which one. */
  label?: string;
  size?: "small";
}

/** Copies a text where the browser allows: without https there is no clipboard, and the text can still be marked. */
export function CopyButton({ text, label, size }: Props) {
  const message = useMessages();
  if (typeof navigator.clipboard === "undefined") return null;
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => message.success(t("common.copied")),
      () => message.warning(t("common.not_copied")),
    );
  return (
    <Button className="no-print" {...(size === undefined ? {} : { size })} aria-label={label} onClick={copy}>
      {t("common.copy")}
    </Button>
  );
}
