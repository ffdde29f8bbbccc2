/** Records of the registers that wait for a decision: they are decided about on their own pages, and whoever reviews should hear of them. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { Link } from "react-router";
import { activitiesQuery } from "@/activity/api";
import { useMay } from "@/app/session";
import { exposuresQuery } from "@/exposure/api";
import { mark, t } from "@/i18n";
import { rowsOfPages } from "@/ui/DataTable";

const SUBMITTED = "submitted";

export function Waiting({ campaign, unit }: { campaign: string; unit: string | undefined }) {
  const may = useMay();
  const asked = { campaign, unit, state: SUBMITTED };
  const activities = useInfiniteQuery({ ...activitiesQuery(asked), enabled: may("activity.accept") });
  const exposures = useInfiniteQuery({ ...exposuresQuery(asked), enabled: may("exposure.confirm") });
  const registers = [
    { path: "/activities", title: t("menu.activities"), count: rowsOfPages(activities).length, hasMore: activities.hasNextPage },
    { path: "/exposures", title: t("menu.exposures"), count: rowsOfPages(exposures).length, hasMore: exposures.hasNextPage },
  ];
  const some = registers.filter(({ count }) => count > 0);
  if (some.length === 0) return null;
  const where = new URLSearchParams({ state: SUBMITTED, ...(unit === undefined ? {} : { unit }) });
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
          {some.map(({ path, title, count, hasMore }) => (
            <Link key={path} to={`${path}?${where}`} style={{ marginInlineEnd: 12 }}>
              {t("register.waiting_count", { title, count: hasMore ? `${count}+` : count })}
            </Link>
          ))}
        </>
      }
    />
  );
}
