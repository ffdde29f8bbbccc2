/** A table that is filled in row by row, or by pasting cells from a spreadsheet. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useId, type ClipboardEvent } from "react";
import type { FormField } from "@/api/types";
import { mark, t } from "@/i18n";
import { WideTable } from "@/ui/WideTable";
import type { Problems } from "./check";
import { TABLE_ROWS_MAX, cellValue, cellsOf, rowsOf, type TableRow } from "./content";
import { Control } from "./Fields";

interface Props {
  field: FormField;
  value: unknown;
  onChange: (rows: TableRow[]) => void;
  problems: Problems;
}

/** Puts pasted cells over the rows, beginning at a cell; rows that do not exist yet are made. */
export function pasted(rows: TableRow[], columns: FormField[], at: { row: number; column: number }, text: string): TableRow[] {
  const next = rows.map((row) => ({ ...row }));
  cellsOf(text).forEach((cells, down) => {
    const index = at.row + down;
    const row = next[index] ?? {};
    next[index] = row;
    cells.forEach((cell, across) => {
      const column = columns[at.column + across];
      if (column !== undefined) row[column.key] = cellValue(column, cell);
    });
  });
  return next;
}

export function TableField({ field, value, onChange, problems }: Props) {
  const id = useId();
  const rows = rowsOf(value);
  const max = field.max_rows ?? TABLE_ROWS_MAX;
  const paste = (event: ClipboardEvent, row: number, column: number) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    onChange(pasted(rows, field.columns, { row, column }, text).slice(0, max));
  };
  return (
    <>
      <WideTable label={field.title}>
        <table className="grid-table">
          <thead>
            <tr>
              {field.columns.map((column) => (
                <th key={column.key} scope="col">
                  {column.title}
                  {column.unit != null && <span className="soft">{mark.open}{column.unit}{mark.close}</span>}
                  {column.required && <span aria-label={t("form.required")}> *</span>}
                </th>
              ))}
              <th style={{ width: 40 }} aria-label={t("common.actions")} />
            </tr>
          </thead>
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
              <tr key={index}>
                {field.columns.map((column, place) => {
                  const problem = problems.get(`/answers/${field.key}/${index}/${column.key}`);
                  return (
                    <td key={column.key} onPaste={(event) => paste(event, index, place)}>
                      <Control
                        field={column}
                        value={row[column.key]}
                        onChange={(cell) =>
                          onChange(rows.map((other, at) => (at === index ? { ...other, [column.key]: cell } : other)))
                        }
                        id={`${id}-${index}-${column.key}`}
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
                    onClick={() => onChange(rows.filter((_, at) => at !== index))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <div style={{ display: "flex", gap: 12, alignItems: "center", marginTop: 4, flexWrap: "wrap" }}>
        <Button size="small" icon={<PlusOutlined />} disabled={rows.length >= max} onClick={() => onChange([...rows, {}])}>
          {t("form.add_row")}
        </Button>
        <span className="soft">
          {t("form.rows", { count: rows.length, max })} · {t("form.paste_help")}
        </span>
      </div>
    </>
  );
}
