/** The states that a page is in before it has something to show. Plain markup: they belong to the first load. */
import { Button } from "antd";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useLocation } from "react-router";
import { asProblem, type Problem } from "@/api/problem";
import { t } from "@/i18n";

export function Loading() {
  return (
    <div role="status" className="waiting">
      <div className="bar" aria-hidden="true" />
      {t("state.loading")}
    </div>
  );
}

interface NoticeProps {
  mark: "empty" | "good" | "warn";
  title: ReactNode;
  help?: ReactNode;
  extra?: ReactNode;
}

const MARKS: Record<NoticeProps["mark"], string> = { empty: "○", good: "✓", warn: "!" };

/** Something to be said in the middle of the page. */
export function Notice({ mark, title, help, extra }: NoticeProps) {
  return (
    <div className="notice">
      <div className={`mark ${mark}`} aria-hidden="true">
        {MARKS[mark]}
      </div>
      <div className="title">{title}</div>
      {help !== undefined && <div className="soft">{help}</div>}
      {extra !== undefined && <div className="extra">{extra}</div>}
    </div>
  );
}

/** Says that there is nothing, and what can be done about it. */
export function Empty({ text, help, action }: { text?: string; help?: string; action?: ReactNode }) {
  return <Notice mark="empty" title={text ?? t("state.empty")} help={help} extra={action} />;
}

export function Problematic({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const { pathname, search } = useLocation();
  const hidden = problem.kind === "not-found" || problem.kind === "not-allowed";
  // A condition that the page itself cannot have made: the same again would be refused again.
  if (problem.kind === "unacceptable" && search !== "") {
    return (
      <Notice
        mark="warn"
        title={<h1>{t("state.address_title")}</h1>}
        help={t("state.address_help")}
        extra={<Link to={pathname}>{t("common.reset")}</Link>}
      />
    );
  }
  return (
    <Notice
      mark="warn"
      title={<h1>{hidden ? t("state.hidden_title") : t("state.failed")}</h1>}
      help={hidden ? t("state.hidden_help") : problem.message}
      extra={
        hidden ? (
          <Link to="/">{t("state.back")}</Link>
        ) : (
          retry !== undefined && <Button onClick={retry}>{t("state.retry")}</Button>
        )
      }
    />
  );
}

/** Shows the data of a query once it is there, also when it could not be read again since; and otherwise why it is not. */
export function Ready<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.isPending) return <Loading />;
  if (query.data === undefined) return <Problematic problem={asProblem(query.error)} retry={() => void query.refetch()} />;
  return <>{children(query.data)}</>;
}
