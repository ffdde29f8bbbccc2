/** What a file of units has to hold, and an empty one to begin with. */
import { Button } from "antd";
import { Fragment } from "react";
import { useOwnUnit } from "@/app/session";
import { mark, t, word } from "@/i18n";
import { csvOf, save } from "@/ui/csv";
import { UNIT_KINDS } from "./words";

const COLUMNS = ["key", "name", "kind", "parent", "region_code", "attributes", "valid_from", "valid_to"] as const;

/** Two rows: a unit right under the authority, and one under that. */
export function templateRows(authority: string): string[][] {
  return [
    [...COLUMNS],
    ["city-1", t("unit.sample_city"), "city", authority, "", "", "2021-01-01", ""],
    ["city-1-works", t("unit.sample_enterprise"), "enterprise", "city-1", "", "producer=yes", "2021-01-01", ""],
  ];
}

export function ImportHelp() {
  const authority = useOwnUnit()?.key ?? "";
  const kinds = UNIT_KINDS.map((kind) => `${kind}${mark.open}${word("unit_kind", kind)}${mark.close}`).join(mark.comma);
  return (
    <>
      <p>{t("unit.import_about")}</p>
      <dl className="row-card">
        {COLUMNS.map((column) => (
          <Fragment key={column}>
            <dt>
              <code>{column}</code>
            </dt>
            <dd>
              {word("unit_column", column)}
              {column === "kind" && `${mark.colon}${kinds}`}
            </dd>
          </Fragment>
        ))}
      </dl>
      <Button type="link" style={{ padding: 0 }} onClick={() => save(`${t("unit.template_name")}.csv`, csvOf(templateRows(authority)))}>
        {t("unit.template")}
      </Button>
    </>
  );
}
