import type { ReactNode } from "react";
import { useEffect } from "react";
import { Button } from "antd";
import { currentLanguage, setLanguage, t } from "@/i18n";

/** The frame of the pages that come before the layout: login, set-up, first password. */
export function Gate({ title, help, children }: { title: string; help?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title]);
  return (
    <main className="gate">
      <div className="card">
        <div style={{ display: "flex", alignItems: "center", marginBottom: 16 }}>
          <strong style={{ color: "var(--brand)" }}>{t("app.full_name")}</strong>
          <Button
            type="link"
            size="small"
            style={{ marginLeft: "auto" }}
            lang={currentLanguage() === "en" ? "zh-CN" : "en"}
            onClick={() => setLanguage(currentLanguage() === "en" ? "zh-CN" : "en")}
          >
            {t("app.language")}
          </Button>
        </div>
        <h1>{title}</h1>
        {help !== undefined && <p className="soft">{help}</p>}
        {children}
      </div>
    </main>
  );
}
