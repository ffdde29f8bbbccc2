import { Button } from "antd";
import { t } from "@/i18n";

/** Downloads of the same list as CSV and as a workbook; `what` when it is not what the page shows. */
export function ExportLinks({ address, what }: { address: (format: "csv" | "xlsx") => string; what?: string }) {
  const text = (key: "common.export_xlsx" | "common.export_csv") => (what === undefined ? t(key) : `${what} · ${t(key)}`);
  return (
    <>
      <Button href={address("xlsx")} download>
        {text("common.export_xlsx")}
      </Button>
      <Button href={address("csv")} download>
        {text("common.export_csv")}
      </Button>
    </>
  );
}

/** A query string of the parameters that are given. */
export function queryOf(params: Record<string, string | undefined>): string {
  const given = Object.entries(params).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(given).toString();
}
