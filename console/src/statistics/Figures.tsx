/** The figures of a table: sections, rows, one column for each unit below. */
import { Tag } from "antd";
import type { Ref } from "react";
import { mark, t, word, type TextKey } from "@/i18n";
import { StateMark } from "@/ui/StateMark";
import { instantText, numberText } from "@/ui/time";
import { WideTable } from "@/ui/WideTable";
import type { TableCell, TableRow, TableView } from "./api";
import { columnOf, figureKey, isCorrected, ledgerBeside, standingOf, wholeOf, type Figure } from "./since";
import { noteId, type Steps } from "./Unusual";
import { noteKey } from "./weeks";

interface Props {
  view: TableView;
  /** Opens the records behind a figure, by `figureKey`. */
  open?: (figure: string) => void;
  /** Around the table, for whoever looks for a figure in it. */
  frame?: Ref<HTMLDivElement>;
  /** Units whose first day is still to come. */
  unbegun?: ReadonlySet<string> | undefined;
  /** What is unusual about a figure, by `noteKey`. */
  notes?: Map<string, string> | undefined;
  /** From one such figure to the next. */
  steps?: Steps;
  /** What the records say now where it is something else, by `figureKey`. */
  moved?: ReadonlyMap<string, number> | undefined;
}

export function Figures({ view, open, frame, unbegun, notes, steps, moved }: Props) {
  return (
    <div ref={frame}>
      <WideTable hasFixed className="board figures landscape" label={t("menu.statistics")}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="indicator">
                {t("statistics.indicator")}
              </th>
              <th scope="col" className="base-unit">
                {t("statistics.base_unit")}
              </th>
              <th scope="col">
                {view.unit_name}
                <div className="soft">{t("board.whole")}</div>
              </th>
              {view.columns.map((column) => (
                <th key={`${column.unit_id}-${column.own}`} scope="col">
                  {column.own ? t("statistics.own_column") : column.name}
                  {column.excluded && <div className="soft">{t("statistics.excluded")}</div>}
                  <Standing text={standingOf(view, column, unbegun)} />
                </th>
              ))}
            </tr>
          </thead>
          {view.sections.map((section) => (
            <tbody key={section.title}>
              <tr>
                <th scope="rowgroup" className="section" colSpan={3 + view.columns.length}>
                  <span>{section.title}</span>
                </th>
              </tr>
              {section.rows.map((row) => (
                <Row key={row.indicator} row={row} view={view} open={open} notes={notes} steps={steps} moved={moved} />
              ))}
            </tbody>
          ))}
        </table>
      </WideTable>
    </div>
  );
}

interface RowProps extends Pick<Props, "view" | "open" | "notes" | "moved"> {
  row: TableRow;
  steps: Steps | undefined;
}

function Row({ row, view, open, notes, steps, moved }: RowProps) {
  const whole = wholeOf(view, row);
  return (
    <tr data-indicator={row.indicator}>
      <th scope="row" style={{ whiteSpace: "normal" }}>
        {row.title}
        {/* On a telephone a column of its own would leave no room for the figures. */}
        <span className="unit-beside soft">{` ${mark.open}${row.unit}${mark.close}`}</span> {row.cumulative && <Tag>{t("statistics.cumulative")}</Tag>}
        {row.note != null && <div className="soft">{row.note}</div>}
      </th>
      <td className="base-unit">{row.unit}</td>
      <td className="figure">
        <Cell
          figure={whole}
          isWhole
          name={figureKey(row.indicator)}
          open={open}
        />
        {view.basis === "live" && row.confirmed != null && <Signed cell={row.confirmed} live={row.total} />}
        <Moved value={moved?.get(figureKey(row.indicator))} />
      </td>
      {view.columns.map((column, index) => {
        const cell = row.cells[index];
        const key = noteKey(row.indicator, column.unit_id);
        const note = column.own ? undefined : notes?.get(key);
        const figure = cell === undefined ? null : columnOf(view, column, cell);
        return (
          <td key={`${column.unit_id}-${column.own}`} className="figure">
            {figure !== null && (
              <Cell figure={figure} name={figureKey(row.indicator, column)} open={open} />
            )}
            <Moved value={moved?.get(figureKey(row.indicator, column))} />
            {note !== undefined && (
              <details id={noteId(key)} className="corrected">
                <summary>
                  <StateMark tone="warn" text={t("statistics.look_at_it")} small />
                </summary>
                <div>{note}</div>
                {steps !== undefined && steps.figures.length > 1 && (
                  <button type="button" className="figure-button no-print" onClick={() => steps.next(key)}>
                    {t("statistics.unusual_on")}
                  </button>
                )}
              </details>
            )}
          </td>
        );
      })}
    </tr>
  );
}

export function cellText(cell: TableCell): string {
  return cell.mark === "counted" ? numberText(cell.value) : word("mark", cell.mark);
}

function Standing({ text }: { text: TextKey | null }) {
  return text !== null && <div className="soft">{t(text)}</div>;
}

interface Openable {
  /** By `figureKey`. */
  name: string;
  open: Props["open"];
}

function Number({ text, name, open }: Openable & { text: string }) {
  if (open === undefined) return <>{text}</>;
  return (
    <button type="button" className="figure-button" data-figure={name} onClick={() => open(name)}>
      {text}
    </button>
  );
}

/** Nought, “not carried out” and “does not apply” are three things and look like three. */
function Cell({ figure, isWhole = false, ...openable }: Openable & { figure: Figure; isWhole?: boolean }) {
  const { cell } = figure;
  const beside = ledgerBeside(figure);
  return (
    <>
      <Number text={cellText(cell)} {...openable} />
      {isCorrected(cell) && <Corrected cell={cell} isOpen={isWhole} />}
      {beside !== null && (
        <div>
          <StateMark tone="warn" text={t("statistics.live_value", { value: numberText(beside) })} small />
        </div>
      )}
    </>
  );
}

/** What a figure was before somebody corrected it. Why is told at once where the columns add up to something else. */
function Corrected({ cell, isOpen }: { cell: TableCell; isOpen: boolean }) {
  return (
    <details className="corrected" open={isOpen}>
      <summary>
        <StateMark tone="warn" text={t("statistics.corrected_from", { value: numberText(cell.live ?? cell.value) })} small />
      </summary>
      {t("statistics.corrected_because", { reason: cell.reason ?? "" })}
    </details>
  );
}

function Moved({ value }: { value: number | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <StateMark tone="going" text={t("statistics.live_now", { value: numberText(value) })} small />
    </div>
  );
}

/** Only where it says something else than the figure above it: among many equal ones nobody would see it. */
function Signed({ cell, live }: { cell: TableCell; live: number }) {
  if (cell.mark === "counted" && cell.value === live && !isCorrected(cell)) return null;
  return (
    <div className="soft">
      {t("statistics.signed_value", { value: cellText(cell) })}
      {cell.reason != null && <> · {cell.reason}</>}
    </div>
  );
}

/** Who signed for the figures, and whether the records have moved since. */
export function ConfirmedLine({ view }: { view: TableView }) {
  if (view.confirmed == null) return <span>{t("statistics.not_confirmed")}</span>;
  const { version, at, by, outdated } = view.confirmed;
  return (
    <span>
      {t("statistics.confirmed_by", { version, by, at: instantText(at) })}{" "}
      {outdated && <StateMark tone="warn" text={t("statistics.outdated")} />}
    </span>
  );
}
