/** Units that came, went or changed since the plan was adopted: their duties follow only when it is adopted again. */
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { Link } from "react-router";
import { t } from "@/i18n";
import { diffQuery } from "./api";

export function Outdated({ campaign, fingerprint }: { campaign: string; fingerprint: string }) {
  const diff = useQuery(diffQuery(campaign, fingerprint)).data;
  if (diff === undefined || diff.added + diff.moved + diff.dropped === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="outdated"
      style={{ marginBottom: 12 }}
      title={t("plan.outdated", { added: diff.added, moved: diff.moved, dropped: diff.dropped })}
      description={<Link to="/plan?tab=new">{t("plan.outdated_adopt")}</Link>}
    />
  );
}
