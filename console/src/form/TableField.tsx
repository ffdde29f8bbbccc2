/** A table that is filled in row by row, or by pasting cells from a spreadsheet. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useId, useState, type ClipboardEvent } from "react";
import type { FormField } from "@/api/types";
import { mark, t } from "@/i18n";
import { WideTable } from "@/ui/WideTable";
import type { Problems } from "./check";
import { TABLE_ROWS_MAX, rowsOf, type TableRow } from "./content";
import { Control } from "./Fields";
import { isTable, pasted, type Refused } from "./paste";

type Column = FormField["columns"][number];

interface Props {
  field: FormField;
  value: unknown;
  onChange: (rows: TableRow[]) => void;
  problems: Problems;
}

export function TableField({ field, value, onChange, problems }: Props) {
  const id = useId();
  const rows = rowsOf(value);
  const max = field.max_rows ?? TABLE_ROWS_MAX;
  const [refused, setRefused] = useState<Refused[]>([]);
  const paste = (event: ClipboardEvent<HTMLElement>) => {
    const text = event.clipboardData.getData("text/plain");
    const place = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row]") : null;
    // One value goes where the cursor is; beside the cells there is no cursor, and everything becomes new rows.
    if (place !== null && !isTable(text)) return;
    event.preventDefault();
    const { row = String(rows.length), column = "0" } = place?.dataset ?? {};
    const taken = pasted(rows, field.columns, { row: Number(row), column: Number(column) }, text, max);
    setRefused(taken.refused);
    onChange(taken.rows);
  };
  return (
    <div onPaste={paste}>
      <WideTable label={field.title}>
        <table className="grid-table">
          <Head columns={field.columns} />
          <tbody>
            {rows.length === 0 && (
              <tr>
                <td colSpan={field.columns.length + 1} className="soft">
                  {t("form.no_rows")}
                </td>
              </tr>
            )}
            {rows.map((row, index) => (
              // Rows have no identity of their own: their place is what they are known by, on the server too.
              <Row
                key={index}
                id={`${id}-${index}`}
                row={row}
                index={index}
                columns={field.columns}
                problemOf={(column) => problems.get(`/answers/${field.key}/${index}/${column}`)}
                onChange={(changed) => onChange(rows.map((other, at) => (at === index ? changed : other)))}
                remove={() => onChange(rows.filter((_, at) => at !== index))}
              />
            ))}
          </tbody>
        </table>
      </WideTable>
      {refused.length > 0 && <NotTaken refused={refused} close={() => setRefused([])} />}
      <div style={{ display: "flex", gap: 12, alignItems: "center", marginTop: 4, flexWrap: "wrap" }}>
        <Button size="small" icon={<PlusOutlined />} disabled={rows.length >= max} onClick={() => onChange([...rows, {}])}>
          {t("form.add_row")}
        </Button>
        <span className="soft">
          {t("form.rows", { count: rows.length, max })} · {t("form.paste_help")}
        </span>
      </div>
    </div>
  );
}

function Head({ columns }: { columns: Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.key} scope="col">
            {column.title}
            {column.unit != null && <span className="soft">{mark.open}{column.unit}{mark.close}</span>}
            {column.required && <span aria-label={t("form.required")}> *</span>}
          </th>
        ))}
        <th style={{ width: 40 }} aria-label={t("common.actions")} />
      </tr>
    </thead>
  );
}

interface RowProps {
  id: string;
  row: TableRow;
  index: number;
  columns: Column[];
  problemOf: (column: string) => string | undefined;
  onChange: (row: TableRow) => void;
  remove: () => void;
}

/** The cells carry their place, which is where a paste begins. */
function Row({ id, row, index, columns, problemOf, onChange, remove }: RowProps) {
  return (
    <tr>
      {columns.map((column, place) => {
        const problem = problemOf(column.key);
        return (
          <td key={column.key} data-row={index} data-column={place}>
            <Control
              field={column}
              value={row[column.key]}
              onChange={(cell) => onChange({ ...row, [column.key]: cell })}
              id={`${id}-${column.key}`}
              invalid={problem !== undefined}
              label={`${column.title} ${t("common.row", { row: index + 1 })}`}
            />
            {problem !== undefined && <div className="trouble">{problem}</div>}
          </td>
        );
      })}
      <td>
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t("form.remove_row", { row: index + 1 })}
          onClick={remove}
        />
      </td>
    </tr>
  );
}

const TOLD_MAX = 10;

/** The cells of a paste that were not filled in, each with its row and its reason. */
function NotTaken({ refused, close }: { refused: Refused[]; close: () => void }) {
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      style={{ marginTop: 8 }}
      title={t("paste.not_taken", { count: refused.length })}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {refused.slice(0, TOLD_MAX).map(({ row, message }, at) => (
            <li key={at}>{`${t("common.row", { row })}${mark.colon}${message}`}</li>
          ))}
          {refused.length > TOLD_MAX && <li>{t("paste.more", { count: refused.length - TOLD_MAX })}</li>}
        </ul>
      }
      action={
        <Button size="small" onClick={close}>
          {t("common.close")}
        </Button>
      }
    />
  );
}
