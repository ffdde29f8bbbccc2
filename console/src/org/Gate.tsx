import type { ReactNode } from "react";
import { useEffect } from "react";
import { ElderButton, LanguageButton } from "@/app/Look";
import { t } from "@/i18n";

/** The frame of the pages that come before the layout: login, set-up, first password. */
export function Gate({ title, help, below, children }: { title: string; help?: ReactNode; below?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title]);
  return (
    <main className="gate">
      <div className="card">
        <div className="bar">
          <strong>{t("app.full_name")}</strong>
          <span className="switches">
            <ElderButton />
            <LanguageButton />
          </span>
        </div>
        <h1>{title}</h1>
        {help !== undefined && <p className="soft">{help}</p>}
        {children}
      </div>
      {below}
    </main>
  );
}
