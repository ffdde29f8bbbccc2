/** Above what is owed by a day: records of the registers that came back and count for nothing until they are corrected. */
import { Link } from "react-router";
import { t } from "@/i18n";
import type { ReturnedRecord } from "@/register/returned";
import { DataTable, type Column } from "@/ui/DataTable";
import { LinkButton } from "@/ui/LinkButton";
import { StateMark } from "@/ui/StateMark";
import { instantText } from "@/ui/time";
import { ReturnedLine } from "./Returned";

export function ReturnedRecords({ records }: { records: ReturnedRecord[] }) {
  if (records.length === 0) return null;
  return (
    <section data-testid="returned-records" style={{ marginBottom: 24 }}>
      <h2 className="within">{t("todo.records")}</h2>
      <p className="soft" style={{ marginTop: 0 }}>{t("todo.records_about")}</p>
      <DataTable<ReturnedRecord> label={t("todo.records")} rows={records} id={(row) => row.id} columns={columns()} />
    </section>
  );
}

const columns = (): Column<ReturnedRecord>[] => [
  {
    title: t("todo.record"),
    render: (_, row) => (
      <>
        <Link to={row.path}>{row.title}</Link>
        <div className="soft">{row.unit}</div>
        <ReturnedLine because={row.reason} />
      </>
    ),
  },
  {
    title: t("common.state"),
    render: (_, { signed }) => (
      <>
        <StateMark tone="warn" text={t("record_state.returned")} />
        <div className="soft">
          {signed.by} · {instantText(signed.at)}
        </div>
      </>
    ),
  },
  {
    title: t("common.actions"),
    render: (_, row) => (
      <LinkButton size="small" type="primary" to={row.path}>
        {t("todo.correct_record")}
      </LinkButton>
    ),
  },
];
