/** The compiled plan by month: every deadline with the number of units that owe it, the events, and where phases begin and end. */
import { useQuery } from "@tanstack/react-query";
import { Tag } from "antd";
import { t, word } from "@/i18n";
import { Panel } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { clockText, dayText, line, planWords } from "@/ui/time";
import { boardQuery } from "@/obligation/api";
import { saysItsPeriod } from "@/obligation/state";
import { planQuery } from "./api";
import { monthsOf, type Entry } from "./reading";

export function Calendar({ campaign, unit }: { campaign: string; unit: string }) {
  const plan = useQuery(planQuery(campaign));
  const duties = useQuery(boardQuery(campaign, unit));
  return (
    <Ready query={plan}>
      {(view) => (
        <Ready query={duties}>
          {(board) => {
            const months = monthsOf(board.columns, view);
            if (months.length === 0) return <Empty text={t("plan.calendar_empty")} />;
            return (
              <>
                <p className="soft">{t("plan.calendar_about", { unit: board.unit.name })}</p>
                {months.map(({ month, days }) => (
                  <Panel key={month} title={monthText(month)}>
                    <dl className="calendar">
                      {days.map(({ day, entries }) => (
                        <div key={day}>
                          <dt>{dayText(day).slice(5)}</dt>
                          <dd>
                            {entries.map((entry, at) => (
                              <Line key={at} entry={entry} />
                            ))}
                          </dd>
                        </div>
                      ))}
                    </dl>
                  </Panel>
                ))}
              </>
            );
          }}
        </Ready>
      )}
    </Ready>
  );
}

function monthText(month: string): string {
  const [year = "", number = ""] = month.split("-");
  return t("plan.month", { year, month: Number(number) });
}

function Line({ entry }: { entry: Entry }) {
  if (entry.what !== "due") {
    return (
      <div>
        <Tag>{word("calendar", entry.what)}</Tag> {entry.title}
      </div>
    );
  }
  const { column, units } = entry;
  const clock = clockText(column.due_at);
  return (
    <div>
      <Tag>{word("obligation_kind", column.kind)}</Tag> <strong>{column.title}</strong>
      {!saysItsPeriod(column) && ` · ${column.period_title}`}
      {column.modality === "soft" && <Tag style={{ marginInlineStart: 8 }}>{t("obligation.soft")}</Tag>}
      <div className="soft">{line(t("plan.due_at", { clock }), planWords(column.due_text), t("plan.units", { count: units }))}</div>
    </div>
  );
}
