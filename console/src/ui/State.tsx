/** The three states that a page is in before it has something to show. */
import { Button, Empty as Nothing, Result, Spin } from "antd";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { asProblem, type Problem } from "@/api/problem";
import { t } from "@/i18n";

export function Loading() {
  return (
    <div role="status" aria-label={t("state.loading")} style={{ padding: 48, textAlign: "center" }}>
      <Spin size="large" />
      <p className="soft">{t("state.loading")}</p>
    </div>
  );
}

/** Says that there is nothing, and what can be done about it. */
export function Empty({ text, help, action }: { text?: string; help?: string; action?: ReactNode }) {
  return (
    <Nothing
      image={Nothing.PRESENTED_IMAGE_SIMPLE}
      style={{ padding: 24 }}
      description={
        <>
          <div>{text ?? t("state.empty")}</div>
          {help !== undefined && <div className="soft">{help}</div>}
        </>
      }
    >
      {action}
    </Nothing>
  );
}

export function Problematic({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const hidden = problem.kind === "not-found" || problem.kind === "not-allowed";
  return (
    <Result
      status={hidden ? "404" : "warning"}
      title={hidden ? t("state.hidden_title") : t("state.failed")}
      subTitle={hidden ? t("state.hidden_help") : problem.message}
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

/** Shows the data of a query once it is there, and otherwise why it is not. */
export function Ready<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.isPending) return <Loading />;
  if (query.isError) return <Problematic problem={asProblem(query.error)} retry={() => void query.refetch()} />;
  return <>{children(query.data)}</>;
}
