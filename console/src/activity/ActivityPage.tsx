import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { t } from "@/i18n";
import { RecordPage } from "@/register/RecordPage";
import { Empty, Ready } from "@/ui/State";
import { activityKindsQuery, activityQuery } from "./api";
import { activityKit } from "./kit";

export default function ActivityPage() {
  const { id = "" } = useParams();
  const record = useQuery(activityQuery(id));
  return <Ready query={record}>{({ campaign_id }) => <WithKinds id={id} campaign={campaign_id} />}</Ready>;
}

/** The kind of the record says which questions there are, so the kinds come first. */
function WithKinds({ id, campaign }: { id: string; campaign: string }) {
  const kinds = useQuery(activityKindsQuery(campaign));
  const record = useQuery(activityQuery(id));
  return (
    <Ready query={kinds}>
      {(all) => {
        const kind = all.find(({ key }) => key === record.data?.kind);
        if (kind === undefined) return <Empty text={t("activity.kind_gone")} />;
        return <RecordPage id={id} read={activityQuery(id)} kitFor={(view) => activityKit(view, kind)} />;
      }}
    </Ready>
  );
}
