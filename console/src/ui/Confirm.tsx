/** Asks once more before something happens. Wraps the button that would do it. */
import { Button, type ButtonProps } from "antd";
import { cloneElement, useState, type ReactElement, type ReactNode } from "react";
import { t } from "@/i18n";
import { Dialog } from "./Dialog";

interface DialogProps {
  open: boolean;
  title: string;
  description?: ReactNode;
  okText?: string;
  danger?: boolean;
  busy?: boolean;
  /** Where the first Enter opened it on purpose, the second one confirms. */
  isAtOk?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export function ConfirmDialog({ open, title, description, okText, danger = false, busy = false, isAtOk = false, onConfirm, onClose }: DialogProps) {
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            type="primary"
            danger={danger}
            loading={busy}
            onClick={onConfirm}
            {...(isAtOk ? { "data-first": true } : {})}
            // A key that is held down is one Enter, not two.
            onKeyDown={(event) => event.repeat && event.preventDefault()}
          >
            {okText ?? t("common.ok")}
          </Button>
        </>
      }
    >
      {description}
    </Dialog>
  );
}

interface Props {
  title: string;
  description?: ReactNode;
  okText?: string;
  isAtOk?: boolean;
  onConfirm: () => void;
  children: ReactElement<ButtonProps>;
}

export function Confirm({ title, description, okText, isAtOk = false, onConfirm, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {cloneElement(children, { onClick: () => setOpen(true), "aria-haspopup": "dialog" })}
      <ConfirmDialog
        open={open}
        title={title}
        description={description}
        {...(okText === undefined ? {} : { okText })}
        danger={children.props.danger ?? false}
        isAtOk={isAtOk}
        onClose={() => setOpen(false)}
        onConfirm={() => {
          setOpen(false);
          onConfirm();
        }}
      />
    </>
  );
}
