/**
 * A dialog on the browser's own `<dialog>`: focus goes in and comes back, Escape closes, what lies behind cannot be
 * reached. No library, so that it may belong to the first load.
 */
import { useEffect, useId, useRef, type ReactNode } from "react";
import { t } from "@/i18n";

interface Props {
  open: boolean;
  title: string;
  onClose: () => void;
  /** `side` is a sheet at the left edge: the menu of a telephone. `search` stands at the top and grows downwards. */
  kind?: "confirm" | "side" | "search";
  footer?: ReactNode;
  children?: ReactNode;
}

export function Dialog({ open, title, onClose, kind = "confirm", footer, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    if (open && !dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>("[data-first]")?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      className={`dialog ${kind}`}
      aria-labelledby={id}
      // The browser would close it first and say so later: whoever opens it again in between would see it closed again.
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={() => {
        if (element.current?.open === false) onClose();
      }}
      onClick={(event) => {
        // The element itself is hit only beside its content: on the backdrop.
        if (event.target === element.current) onClose();
      }}
    >
      {open && (
        <div className="dialog-body">
          <h2 id={id}>{title}</h2>
          {children}
          {footer !== undefined && <div className="dialog-foot">{footer}</div>}
          {/* Last, so that the focus goes to what the dialog is about and not to the way out of it. */}
          <button type="button" className="plain-button close" aria-label={t("common.close")} onClick={onClose}>
            ×
          </button>
        </div>
      )}
    </dialog>
  );
}
