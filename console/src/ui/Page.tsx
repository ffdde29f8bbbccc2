import { Button } from "antd";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useLocation } from "react-router";
import { helpTexts, t, type HelpKey } from "@/i18n";
import { Printed } from "./Printed";

interface Props {
  title: string;
  about?: ReactNode;
  tools?: ReactNode;
  /** What the page is for and how it is used, a line for each sentence of the text. */
  help?: HelpKey | HelpKey[];
  /** Printed across: with a wide table in it the heading would else have an upright sheet to itself. */
  isLandscape?: boolean;
  children: ReactNode;
}

/** The page that was shown before this one; none right after the console was opened. */
let shownBefore: string | null = null;

/** After a change of the page the focus is on its heading, so that it is read out and Tab goes on from there. */
export function useAnnounced(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title]);
  useEffect(() => {
    if (shownBefore !== null && shownBefore !== pathname) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    shownBefore = pathname;
  }, [pathname]);
  return heading;
}

/** The whole document lies across: a part of it that does begins a new sheet. */
function useSheet(isLandscape: boolean) {
  useEffect(() => {
    if (!isLandscape) return;
    document.body.classList.add("landscape");
    return () => document.body.classList.remove("landscape");
  }, [isLandscape]);
}

/** A page: its heading, one line about it, its tools, its help, its content. Also names the browser's tab. */
export function Page({ title, about, tools, help, isLandscape = false, children }: Props) {
  const heading = useAnnounced(title);
  useSheet(isLandscape);
  const [helps, setHelps] = useState(false);
  const id = useId();
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {about !== undefined && <div className="about">{about}</div>}
          <Printed />
        </div>
        <div className="tools no-print">
          {tools}
          {help !== undefined && (
            <button type="button" className="help-button" aria-expanded={helps} aria-controls={id} onClick={() => setHelps(!helps)}>
              <span aria-hidden="true">?</span> {t("app.help")}
            </button>
          )}
        </div>
      </div>
      {help !== undefined && (
        <div id={id} className="help" hidden={!helps}>
          {helps && <HelpLines help={help} />}
        </div>
      )}
      {children}
    </div>
  );
}

/** A line for each sentence. The wall, which has no head of a page, shows them in a dialog. */
export function HelpLines({ help }: { help: HelpKey | HelpKey[] }) {
  const [texts, setTexts] = useState<Record<HelpKey, string> | "failed" | null>(null);
  useEffect(() => {
    helpTexts().then(setTexts, () => setTexts("failed"));
  }, []);
  if (texts === null) return null;
  if (texts === "failed") {
    // Browsers remember that a part of the program did not come: only a new load of the page asks for it again.
    return (
      <p role="alert">
        {t("app.help_failed")}{" "}
        <Button size="small" onClick={() => location.reload()}>
          {t("state.reload")}
        </Button>
      </p>
    );
  }
  return (
    <ul>
      {[help]
        .flat()
        .flatMap((key) => texts[key].split("\n"))
        .map((line) => (
          <li key={line}>{line}</li>
        ))}
    </ul>
  );
}

export function Panel({ title, extra, className = "", children }: { title?: ReactNode; extra?: ReactNode; className?: string; children: ReactNode }) {
  return (
    <section className={`panel ${className}`}>
      {title !== undefined && (
        <h2>
          <span>{title}</span>
          {extra !== undefined && <span className="extra">{extra}</span>}
        </h2>
      )}
      {children}
    </section>
  );
}
