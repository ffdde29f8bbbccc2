/** A button that opens a small sheet below itself. Closes by Escape, by a click elsewhere and when the focus leaves. */
import { useEffect, useId, useRef, useState, type ReactNode } from "react";

interface Props {
  text: ReactNode;
  label?: string;
  testId?: string;
  children: (close: () => void) => ReactNode;
}

export function Disclosure({ text, label, testId, children }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("focusin", away);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("focusin", away);
    };
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div
      ref={root}
      className="disclosure"
      onKeyDown={(event) => {
        if (event.key === "Escape" && open) close();
      }}
    >
      <button
        ref={button}
        type="button"
        className="bar-button"
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        data-testid={testId}
        onClick={() => setOpen(!open)}
      >
        {text}
        <span aria-hidden="true">▾</span>
      </button>
      <div id={id} className="sheet" hidden={!open}>
        {open && children(close)}
      </div>
    </div>
  );
}
