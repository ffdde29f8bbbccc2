/** The versions of a report, the latest opened; changed parts are marked against the version before. */
import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { Schemas } from "@/api/types";
import { t } from "@/i18n";
import { Panel } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { exactText, instantText } from "@/ui/time";
import { submissionQuery } from "./api";
import { timingText } from "./state";
import { Decisions, SubmissionBody } from "./SubmissionBody";

interface Props {
  detail: Schemas["ObligationDetail"];
  /** Of the draft of the unit's own. */
  savedAt: string | null;
}

export function Versions({ detail, savedAt }: Props) {
  const latest = detail.versions[detail.versions.length - 1];
  const [chosen, setChosen] = useState(latest?.id ?? null);
  return (
    <Panel
      title={t("obligation.versions")}
      extra={
        detail.versions.length > 1 && (
          <Segmented
            aria-label={t("obligation.versions")}
            value={chosen ?? ""}
            onChange={setChosen}
            options={detail.versions.map(({ id, version }) => ({
              value: id,
              label: t("obligation.version", { number: version }),
            }))}
          />
        )
      }
    >
      {chosen === null ? <Empty text={t("obligation.no_versions")} help={savedAt === null ? t("obligation.no_versions_help") : t("todo.draft", { at: instantText(savedAt) })} /> : <Version id={chosen} />}
    </Panel>
  );
}

export function Version({ id }: { id: string }) {
  const submission = useQuery(submissionQuery(id));
  return (
    <Ready query={submission}>
      {(view) => (
        <>
          <p style={{ marginTop: 0 }}>
            {t("obligation.version", { number: view.head.version })} · {view.head.submitted_by} ·{" "}
            {exactText(view.head.submitted_at)} · {timingText(view.head)} ·{" "}
            <Link to={`/submissions/${view.head.id}/receipt`}>
              {t("receipt.short", { number: view.head.receipt })}
            </Link>
          </p>
          <Decisions view={view} />
          <SubmissionBody view={view} />
        </>
      )}
    </Ready>
  );
}
