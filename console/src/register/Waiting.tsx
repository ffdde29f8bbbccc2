/** Records of the registers that wait for the person's own decision: they are decided about on their own pages, and whoever reviews should hear of them. */
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { Link } from "react-router";
import { heapText } from "@/api/heap";
import { useMay } from "@/app/session";
import { mark, t } from "@/i18n";
import { toDecideQuery } from "./waiting";

export function Waiting({ campaign, unit }: { campaign: string; unit: string | undefined }) {
  const may = useMay();
  const activities = useQuery({ ...toDecideQuery("activities", campaign, unit), enabled: may("activity.accept") });
  const exposures = useQuery({ ...toDecideQuery("exposures", campaign, unit), enabled: may("exposure.confirm") });
  const some = [
    { path: "/activities", title: t("menu.activities"), count: heapText(activities.data) },
    { path: "/exposures", title: t("menu.exposures"), count: heapText(exposures.data) },
  ].filter(({ count }) => count !== null);
  if (some.length === 0) return null;
  const where = new URLSearchParams({ may_decide: "true", ...(unit === undefined ? {} : { unit }) });
  return (
    <Alert
      type="info"
      showIcon
      className="no-print"
      style={{ marginBottom: 12 }}
      data-testid="waiting-records"
      title={
        <>
          {t("register.waiting")}
          {mark.colon}
          {some.map(({ path, title, count }) => (
            <Link key={path} to={`${path}?${where}`} style={{ marginInlineEnd: 12 }}>
              {t("register.waiting_count", { title, count: count ?? "" })}
            </Link>
          ))}
        </>
      }
    />
  );
}
