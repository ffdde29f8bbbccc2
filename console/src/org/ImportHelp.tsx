/** What a file that is brought in has to hold, and an empty one to begin with. */
import { Button } from "antd";
import { Fragment, type ReactNode } from "react";
import { useOwnUnit } from "@/app/session";
import { mark, t, word } from "@/i18n";
import { csvOf, save } from "@/ui/csv";
import { ROLES, UNIT_KINDS } from "./words";

const UNIT_COLUMNS = ["key", "name", "kind", "parent", "region_code", "attributes", "valid_from", "valid_to"] as const;
const PERSON_COLUMNS = ["name", "login", "phone", "role", "title", "unit", "valid_from", "valid_to"] as const;

/** Two rows: a unit right under the authority, and one under that. */
export function unitTemplate(authority: string): string[][] {
  return [
    [...UNIT_COLUMNS],
    ["city-1", t("unit.sample_city"), "city", authority, "", "", "2021-01-01", ""],
    ["city-1-works", t("unit.sample_enterprise"), "enterprise", "city-1", "", "producer=yes", "2021-01-01", ""],
  ];
}

/** Two people, because nobody reviews what they hand in themselves. */
export function personTemplate(): string[][] {
  return [
    [...PERSON_COLUMNS],
    [t("people.sample_name"), "city-1-zhang", "", "city_officer", t("people.sample_title"), "city-1", "2021-01-01", ""],
    [t("people.sample_other"), "city-1-li", "", "city_reviewer", "", "city-1", "2021-01-01", "2021-12-31"],
  ];
}

/** The values of a closed list, to be typed letter by letter, with their words. */
function Values({ list, values }: { list: string; values: readonly string[] }) {
  return values.map((value, at) => (
    <Fragment key={value}>
      {at === 0 ? mark.colon : mark.comma}
      <code>{value}</code>
      {mark.open}{word(list, value)}{mark.close}
    </Fragment>
  ));
}

export function UnitImportHelp() {
  const { key: authority = "", name = "" } = useOwnUnit() ?? {};
  return (
    <Columns
      about={`${t("unit.import_about")}${t("unit.import_top", { key: authority, name })}`}
      columns={UNIT_COLUMNS.map((column) => [
        column,
        <>{word("unit_column", column)}{column === "kind" && <Values list="unit_kind" values={UNIT_KINDS} />}</>,
      ])}
      name={t("unit.template_name")}
      template={() => unitTemplate(authority)}
    />
  );
}

export function PersonImportHelp() {
  return (
    <Columns
      about={t("people.import_about")}
      columns={PERSON_COLUMNS.map((column) => [
        column,
        <>{word("person_column", column)}{column === "role" && <Values list="role" values={ROLES} />}</>,
      ])}
      name={t("people.template_name")}
      template={personTemplate}
    />
  );
}

function Columns({ about, columns, name, template }: { about: string; columns: [string, ReactNode][]; name: string; template: () => string[][] }) {
  return (
    <>
      <p>{about}</p>
      <dl className="row-card">
        {columns.map(([column, text]) => (
          <Fragment key={column}>
            <dt>
              <code>{column}</code>
            </dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
      <Button type="link" style={{ padding: 0 }} onClick={() => save(`${name}.csv`, csvOf(template()))}>
        {t("import.template")}
      </Button>
    </>
  );
}
