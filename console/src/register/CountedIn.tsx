/** Where a record counts: the way back from it to the tables. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMay } from "@/app/session";
import { mark, t } from "@/i18n";
import { countedInQuery } from "@/statistics/api";
import { numberText } from "@/ui/time";
import type { RecordView } from "./kit";

export function CountedIn({ view, source }: { view: RecordView; source: "activity" | "exposure" }) {
  const may = useMay();
  const version = view.counting ?? null;
  const found = useQuery({
    ...countedInQuery(view.campaign_id, source, view.id, version ?? 0),
    enabled: version !== null && may("statistics.read"),
  }).data;
  if (version === null) return t("register.counts_not");
  return (
    <div>
      {t("register.counts_version", { version })}
      {found?.tables.length === 0 && <div className="soft">{t("register.counts_nowhere")}</div>}
      {found?.tables.map(({ table, title, rows }) => (
        <div key={table} data-testid="counted-in">
          <Link to={`/statistics?${new URLSearchParams({ table, unit: found.unit_id })}`}>{title}</Link>
          {mark.colon}
          {rows.map(({ title, value, unit }) => `${title} ${numberText(value)} ${unit}`).join(mark.comma)}
        </div>
      ))}
    </div>
  );
}
