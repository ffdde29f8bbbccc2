import type { ReactNode } from "react";
import { useEffect } from "react";
import { t } from "@/i18n";

interface Props {
  title: string;
  about?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
}

/** A page: its heading, one line about it, its tools, its content. Also names the browser's tab. */
export function Page({ title, about, tools, children }: Props) {
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title]);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          {about !== undefined && <div className="about">{about}</div>}
        </div>
        {tools !== undefined && <div className="tools no-print">{tools}</div>}
      </div>
      {children}
    </div>
  );
}

export function Panel({ title, extra, children }: { title?: ReactNode; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel">
      {title !== undefined && (
        <h2 style={{ display: "flex", alignItems: "center", gap: 8 }}>
          <span>{title}</span>
          {extra !== undefined && <span style={{ marginLeft: "auto", fontWeight: 400, fontSize: 14 }}>{extra}</span>}
        </h2>
      )}
      {children}
    </section>
  );
}
