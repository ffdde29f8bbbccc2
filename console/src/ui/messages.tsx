/**
 * What became of an action, told at the edge of the screen and to screen readers. Our own few lines instead of the
 * library's three services: it is read out, can be closed by keyboard, and does not belong to the first load.
 */
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from "react";
import { t } from "@/i18n";
import { StateMark, type Tone } from "./StateMark";

export interface Messages {
  success: (text: string) => void;
  warning: (text: string) => void;
  /** A refusal stays until it is closed: it says what to do. */
  error: (text: string, details?: string[]) => void;
}

interface Told {
  id: number;
  tone: Tone;
  text: string;
  details: string[];
}

const SHOWN_MS = 5_000;
const SHOWN_MAX = 3;
/** Between the header and the messages, in pixels. */
const GAP = 12;

const SILENT: Messages = { success: () => undefined, warning: () => undefined, error: () => undefined };
const MessagesContext = createContext<Messages>(SILENT);

export function useMessages(): Messages {
  return useContext(MessagesContext);
}

/** Where the header of the frame ends, with the line under it; it may have been scrolled away, and other pages have none. */
function underHeader(): number {
  return (document.querySelector(".away")?.getBoundingClientRect().bottom ?? 0) + GAP;
}

export function MessagesProvider({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<Told[]>([]);
  const [top, setTop] = useState(0);
  const last = useRef(0);
  const drop = useCallback((id: number) => setTold((before) => before.filter((one) => one.id !== id)), []);
  const messages = useMemo<Messages>(() => {
    const tell = (tone: Tone, text: string, details: string[] = []) => {
      const id = ++last.current;
      setTop(underHeader());
      setTold((before) => [...before, { id, tone, text, details }].slice(-SHOWN_MAX));
      if (tone !== "bad") setTimeout(() => drop(id), SHOWN_MS);
    };
    return {
      success: (text) => tell("good", text),
      warning: (text) => tell("warn", text),
      error: (text, details) => tell("bad", text, details),
    };
  }, [drop]);
  return (
    <MessagesContext value={messages}>
      {children}
      <div className="messages no-print" style={{ top }} role="region" aria-label={t("app.messages")} aria-live="polite">
        {told.map((one) => (
          <div key={one.id} className="message" data-tone={one.tone} role={one.tone === "bad" ? "alert" : undefined}>
            <div>
              <StateMark tone={one.tone} text={one.text} />
              {one.details.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </div>
            <button type="button" className="plain-button" aria-label={t("common.close")} onClick={() => drop(one.id)}>
              ×
            </button>
          </div>
        ))}
      </div>
    </MessagesContext>
  );
}
