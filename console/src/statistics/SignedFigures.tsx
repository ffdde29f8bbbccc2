/** The figures of one unit as it has signed for them, one below the other: they are read on a telephone, too. */
import { Fragment } from "react";
import { mark, t, word } from "@/i18n";
import { figureText } from "@/ui/figure";
import { numberText } from "@/ui/time";
import type { TableRow, TableView } from "./api";

export function SignedFigures({ view, heading: Heading = "h4" }: { view: TableView; heading?: "h3" | "h4" }) {
  return (
    <>
      {view.sections.map((section) => (
        <Fragment key={section.title}>
          <Heading>{section.title}</Heading>
          <dl className="answers signed">
            {section.rows.map((row) => (
              <Fragment key={row.indicator}>
                <dt>{row.title}</dt>
                <dd>
                  <Signed row={row} />
                </dd>
              </Fragment>
            ))}
          </dl>
        </Fragment>
      ))}
    </>
  );
}

function Signed({ row }: { row: TableRow }) {
  const { confirmed: cell, live } = row;
  const notes = [
    ...(cell != null && live !== undefined && cell.value !== live ? [t("statistics.live_value", { value: numberText(live) })] : []),
    ...(cell?.reason == null ? [] : [`${t("common.reason")}${mark.colon}${cell.reason}`]),
  ];
  return (
    <>
      {signedText(row)}
      {notes.length > 0 && <div className="soft">{notes.join(mark.semicolon)}</div>}
    </>
  );
}

/** Nought, “not carried out” and “does not apply” are three things here as everywhere. */
export function signedText({ confirmed: cell, total, unit }: TableRow): string {
  return cell != null && cell.mark !== "counted" ? word("mark", cell.mark) : figureText(cell?.value ?? total, unit);
}
