import { Button } from "antd";
import { t } from "@/i18n";

/** Downloads of the same list as CSV and as a workbook. */
export function ExportLinks({ address }: { address: (format: "csv" | "xlsx") => string }) {
  return (
    <>
      <Button href={address("xlsx")} download>
        {t("common.export_xlsx")}
      </Button>
      <Button href={address("csv")} download>
        {t("common.export_csv")}
      </Button>
    </>
  );
}

/** A query string of the parameters that are given. */
export function queryOf(params: Record<string, string | undefined>): string {
  const given = Object.entries(params).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(given).toString();
}
