/** The statistics table of a unit: live or as confirmed, every figure with its records. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Segmented } from "antd";
import { sendFile } from "@/api/upload";
import { useWrite } from "@/api/write";
import { WithCampaign } from "@/app/CampaignScope";
import { useMay, useOwnUnit } from "@/app/session";
import { t, word } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { ExportLinks, queryOf } from "@/ui/ExportLinks";
import { FileButton } from "@/ui/FileButton";
import { FilterChoice } from "@/ui/Filters";
import { Page } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { dayText } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { useFilters } from "@/ui/useFilters";
import { tablesQuery, type Basis, type Place, type TableHead } from "./api";
import { UnitTable, type Look } from "./UnitTable";
import { useHoldsPostAt } from "./useHoldsPostAt";

/** What belongs to the table that was shown before another was chosen. */
const CLOSED = { report: undefined, figure: undefined, frozen: undefined };

const LOOKS: Look[] = ["table", "charts"];

export default function StatisticsPage() {
  return <WithCampaign>{({ id }) => <Tables campaign={id} />}</WithCampaign>;
}

function Tables({ campaign }: { campaign: string }) {
  const tables = useQuery(tablesQuery(campaign));
  return (
    <Ready query={tables}>
      {(heads) => (heads.length === 0 ? <NoTables /> : <Chosen campaign={campaign} heads={heads} />)}
    </Ready>
  );
}

function NoTables() {
  return (
    <Page title={t("menu.statistics")} help="help.statistics">
      <Empty text={t("statistics.no_tables")} help={t("statistics.no_tables_help")} />
    </Page>
  );
}

function Chosen({ campaign, heads }: { campaign: string; heads: TableHead[] }) {
  const { values, set } = useFilters(["table", "unit", "basis", "look", "report", "figure", "frozen"] as const);
  const own = useOwnUnit();
  const head = heads.find(({ key }) => key === values.table) ?? heads[0];
  const unit = values.unit ?? own?.id;
  const look: Look = values.look === "charts" ? "charts" : "table";
  const basis: Basis = values.basis === "confirmed" && look === "table" ? "confirmed" : "live";
  if (head === undefined || unit === undefined) return <NoTables />;
  const place = { campaign, table: head.key, unit };
  return (
    <Page
      isLandscape
      help="help.statistics"
      title={t("menu.statistics")}
      about={`${head.title} · ${dayText(head.from)} — ${dayText(head.to)}`}
      tools={<Tools place={place} basis={basis} />}
    >
      <div className="filters no-print">
        <FilterChoice
          label={t("statistics.table")}
          value={head.key}
          options={heads.map(({ key, title }) => ({ value: key, label: title }))}
          onChange={(table) => set({ table, ...CLOSED })}
          isKept
        />
        <UnitSelect value={unit} allowClear={false} onChange={(next) => set({ unit: next, ...CLOSED })} />
        {/* Charts are drawn from the records, so there is nothing to choose. */}
        {look === "table" && (
          <Segmented<Basis>
            aria-label={t("statistics.basis")}
            value={basis}
            onChange={(next) => set({ basis: next })}
            options={(["live", "confirmed"] as const).map((one) => ({ value: one, label: word("basis", one) }))}
          />
        )}
        <Segmented<Look>
          aria-label={t("statistics.look")}
          value={look}
          onChange={(next) => set({ look: next })}
          options={LOOKS.map((one) => ({ value: one, label: word("look", one) }))}
        />
      </div>
      {head.reconstructed && (
        <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t("statistics.reconstructed")} description={head.note} />
      )}
      <UnitTable
        key={`${head.key}-${unit}`}
        place={place}
        title={head.title}
        until={head.to}
        basis={basis}
        look={look}
        others={heads.filter(({ key }) => key !== head.key)}
        choose={(table) => set({ table, ...CLOSED })}
      />
    </Page>
  );
}

function Tools({ place, basis }: { place: Place; basis: Basis }) {
  const own = useHoldsPostAt(place.unit);
  const may = useMay();
  const message = useMessages();
  const { campaign, table, unit } = place;
  const path = `/api/campaigns/${campaign}/tables/${encodeURIComponent(table)}`;
  const bring = useWrite({
    send: (file: File, keyed) =>
      sendFile<{ corrected: number }>(`${path}/import?${queryOf({ unit })}`, file, keyed.headers["Idempotency-Key"]),
    done: ({ corrected }) => message.success(t("statistics.imported", { count: corrected })),
  });
  return (
    <>
      {/* Whoever fills nothing in takes it for what it is to them: the table as a file. */}
      <ExportLinks {...(own && may("statistics.confirm") ? { what: t("statistics.form") } : {})} address={(form) => `${path}/export?${queryOf({ unit, basis, form })}`} />
      {own && may("statistics.confirm") && (
        <FileButton
          text={t("statistics.import")}
          accept=".xlsx,.csv"
          busy={bring.isPending}
          onFile={(file) => bring.mutate(file)}
        />
      )}
    </>
  );
}
