/** What a file that is brought in has to hold, and an empty one to begin with. */
import { Button } from "antd";
import { Fragment, type ReactNode } from "react";
import { useOwnUnit } from "@/app/session";
import { mark, t, word } from "@/i18n";
import { ROLES, UNIT_KINDS } from "./words";

const UNIT_COLUMNS = ["key", "name", "kind", "parent", "region_code", "attributes", "valid_from", "valid_to"] as const;
const PERSON_COLUMNS = ["name", "login", "phone", "role", "title", "unit", "valid_from", "valid_to"] as const;

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
        word("unit_head", column),
        <>{word("unit_column", column)}{column === "kind" && <Values list="unit_kind" values={UNIT_KINDS} />}</>,
      ])}
      template="/api/units/import/template"
    />
  );
}

export function PersonImportHelp() {
  return (
    <Columns
      about={t("people.import_about")}
      columns={PERSON_COLUMNS.map((column) => [
        column,
        word("person_head", column),
        <>{word("person_column", column)}{column === "role" && <Values list="role" values={ROLES} />}</>,
      ])}
      template="/api/people/import/template"
    />
  );
}

interface ColumnsProps {
  about: string;
  /** Its code, its name in the template, what it holds. */
  columns: [string, string, ReactNode][];
  template: string;
}

function Columns({ about, columns, template }: ColumnsProps) {
  return (
    <>
      <p>{about}</p>
      <dl className="row-card">
        {columns.map(([column, head, text]) => (
          <Fragment key={column}>
            <dt>
              {head} <code>{column}</code>
            </dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
      <Button type="link" style={{ padding: 0 }} href={template} download>
        {t("import.template")}
      </Button>
    </>
  );
}
