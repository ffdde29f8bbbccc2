/** Asks for a reason before something that the other side has to understand. */
import { Form, Input, Modal } from "antd";
import { useState, type ReactNode } from "react";
import { t } from "@/i18n";

const REASON_CHARS_MAX = 500;

interface Props {
  open: boolean;
  title: string;
  /** What is about to happen, in a sentence. */
  about?: ReactNode;
  action: string;
  /** Who reads the reason, where it is not the other side. */
  reasonHelp?: string;
  danger?: boolean;
  busy: boolean;
  /** Something above the reason has to be settled first. */
  isBlocked?: boolean;
  onClose: () => void;
  /** Once it is away. */
  afterClose?: () => void;
  onReason: (reason: string) => void;
}

export function ReasonDialog({ open, title, about, action, reasonHelp = t("common.reason_help"), danger = false, busy, isBlocked = false, onClose, afterClose, onReason }: Props) {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const [wasOpen, setWasOpen] = useState(open);
  // Whoever closes it, what is asked next is asked anew; while it closes it shows what it was closed with.
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) {
      setReason("");
      setMissing(false);
    }
  }
  return (
    <Modal
      open={open}
      title={title}
      okText={action}
      okButtonProps={{ danger, loading: busy, disabled: isBlocked }}
      onCancel={onClose}
      {...(afterClose === undefined ? {} : { afterClose })}
      destroyOnHidden
      onOk={() => {
        if (reason.trim() === "") setMissing(true);
        else onReason(reason.trim());
      }}
    >
      {about !== undefined && <div style={{ marginBottom: 12 }}>{about}</div>}
      <Form layout="vertical">
        <Form.Item
          required
          label={t("common.reason")}
          extra={reasonHelp}
          htmlFor="reason"
          {...(missing ? { validateStatus: "error" as const, help: t("common.reason_required") } : {})}
        >
          <Input.TextArea
            id="reason"
            autoSize={{ minRows: 3 }}
            maxLength={REASON_CHARS_MAX}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
