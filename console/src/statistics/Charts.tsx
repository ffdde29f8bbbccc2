/** The table to look at: records by section, and one indicator by week and by unit. */
import { useQuery } from "@tanstack/react-query";
import { mark, t } from "@/i18n";
import { Bars, Columns } from "@/ui/Chart";
import { FilterChoice } from "@/ui/Filters";
import { Panel } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { useFilters } from "@/ui/useFilters";
import { weeksQuery, type Place, type TableRow, type TableView } from "./api";
import { useUnbegun } from "./useUnbegun";
import { askedOf, byPart, byUnit, byWeek, type WeeksView } from "./weeks";
import "@/ui/chart.css";

export default function Charts({ place, table }: { place: Place; table: TableView }) {
  const weeks = useQuery(weeksQuery(place));
  const unbegun = useUnbegun();
  return (
    <Ready query={weeks}>
      {(view) =>
        view.weeks.length === 0 ? (
          <Panel>
            <Empty text={t("statistics.nothing_drawn")} help={t("statistics.no_records_help")} />
          </Panel>
        ) : (
          <Shown view={askedOf(view, unbegun)} table={table} />
        )
      }
    </Ready>
  );
}

/** Two indicators may have the same title and differ in what they count. */
const named = ({ title, unit }: TableRow) => `${title}${mark.open}${unit}${mark.close}`;

function Shown({ view, table }: { view: WeeksView; table: TableView }) {
  const { values, set } = useFilters(["part", "indicator"] as const);
  const section = table.sections.find(({ title }) => title === values.part) ?? table.sections[0];
  const row = section?.rows.find(({ indicator }) => indicator === values.indicator) ?? busiest(section?.rows ?? []);
  const series = view.rows.find(({ indicator }) => indicator === row?.indicator);
  if (section === undefined || row === undefined || series === undefined) return null;
  return (
    <>
      <Panel title={t("statistics.by_part")}>
        <Bars title={t("statistics.by_part")} of={t("statistics.part")} values={t("statistics.records_number")} data={byPart(view)} />
      </Panel>
      <div className="filters no-print">
        <FilterChoice
          label={t("statistics.part")}
          value={section.title}
          options={table.sections.map(({ title }) => ({ value: title, label: title }))}
          onChange={(part) => set({ part, indicator: undefined })}
        />
        <FilterChoice
          label={t("statistics.indicator")}
          value={row.indicator}
          options={section.rows.map((one) => ({ value: one.indicator, label: named(one) }))}
          onChange={(indicator) => set({ indicator })}
        />
      </div>
      <div className="chart-pair">
        <Panel title={`${named(row)} · ${t("statistics.by_week")}`}>
          <Columns title={`${named(row)} · ${t("statistics.by_week")}`} of={t("chart.week")} values={row.unit} data={byWeek(view, series)} />
          {row.cumulative && <p className="soft">{t("statistics.grown")}</p>}
        </Panel>
        <Panel title={`${named(row)} · ${t("statistics.by_unit")}`}>
          <Bars title={`${named(row)} · ${t("statistics.by_unit")}`} of={t("common.unit")} values={row.unit} data={byUnit(view, series)} />
        </Panel>
      </div>
    </>
  );
}

/** An empty chart is a poor beginning. */
function busiest(rows: TableRow[]): TableRow | undefined {
  return rows.find(({ total }) => total > 0) ?? rows[0];
}
