/** What is due, month by month, for the wall: one page of A4. What several units owe alike is one line. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link } from "react-router";
import { answer, api } from "@/api/client";
import { useMay, useMe } from "@/app/session";
import { WithAdopted } from "@/app/WithAdopted";
import { t } from "@/i18n";
import { SubscribeButton } from "@/org/CalendarAddress";
import { FilterBar } from "@/ui/Filters";
import { Page } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { useAsCards } from "@/ui/screen";
import { clockText, dayText } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { useFilters } from "@/ui/useFilters";
import { WideTable } from "@/ui/WideTable";
import type { ObligationRow } from "./api";
import { daysInOrder, duesByDay, earliestMonth, isDone, isMonth, lastDayOf, latestMonth, monthAfter, weeksOf, type Due } from "./month";
import { ObligationStateMark } from "./state";

/** What one month may show; more than that is a list. */
const ROWS_MAX = 1000;
const PAGE = 200;

export default function CalendarPage() {
  return <WithAdopted title={t("menu.calendar")}>{({ id }) => <Shown campaign={id} />}</WithAdopted>;
}

interface Loaded {
  rows: ObligationRow[];
  isCut: boolean;
}

async function dueIn(campaign: string, unit: string | undefined, month: string): Promise<Loaded> {
  const rows: ObligationRow[] = [];
  let after: string | undefined;
  do {
    const query = {
      campaign, due_from: `${month}-01`, due_to: lastDayOf(month), limit: PAGE,
      ...(unit === undefined ? {} : { unit }), ...(after === undefined ? {} : { after }),
    };
    const page = await answer(api.GET("/api/obligations", { params: { query } }));
    rows.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined && rows.length < ROWS_MAX);
  return { rows, isCut: after !== undefined };
}

/** The first month from this one on in which something is due, else the last one before it; nothing where nothing ever is. */
function useDueMonth(campaign: string, unit: string | undefined, from: string, enabled: boolean) {
  return useQuery({
    queryKey: ["month", "due", campaign, unit, from],
    enabled,
    queryFn: async () => {
      const due = async (limit: number, days: { due_from?: string; due_to?: string } = {}) => {
        const query = { campaign, limit, ...days, ...(unit === undefined ? {} : { unit }) };
        return (await answer(api.GET("/api/obligations", { params: { query } }))).items;
      };
      const since = (month: string) => ({ due_from: `${month}-01` });
      if ((await due(1, { ...since(from), due_to: lastDayOf(from) })).length > 0) return from;
      const next = earliestMonth(await due(PAGE, since(from)), from);
      if (next !== null) return next;
      const [first] = await due(1);
      return first === undefined ? null : latestMonth(first.due_at.slice(0, 7), from, async (month) => (await due(1, since(month))).length > 0);
    },
  });
}

function Shown({ campaign }: { campaign: string }) {
  const me = useMe();
  const may = useMay();
  const { values, set, clear, isFiltered } = useFilters(["unit", "month"] as const);
  const { unit } = values;
  const now = me.now.slice(0, 7);
  const asked = isMonth(values.month) ? values.month : null;
  // A campaign may lie far ahead, or be over: a month without anything says nothing about it.
  const opening = useDueMonth(campaign, unit, now, asked === null);
  const month = asked ?? (opening.isPending ? null : (opening.data ?? now));
  const query = useQuery({
    queryKey: ["month", campaign, unit, month],
    queryFn: () => dueIn(campaign, unit, month ?? now),
    enabled: month !== null,
  });
  const asCards = useAsCards();
  return (
    <Page
      isLandscape
      title={month === null ? t("menu.calendar") : titleOf(month)}
      help={may("obligation.submit") ? ["help.calendar", "help.calendar_address"] : "help.calendar"}
      about={t("app.time_note")}
      tools={
        <>
          {may("obligation.submit") && <SubscribeButton />}
          <Button onClick={() => window.print()}>{t("calendar.print")}</Button>
        </>
      }
    >
      <FilterBar clear={clear} isFiltered={isFiltered}>
        <Button disabled={month === null} onClick={() => set({ month: monthAfter(month ?? now, -1) })}>{t("calendar.before")}</Button>
        <Button disabled={month === null} onClick={() => set({ month: monthAfter(month ?? now, 1) })}>{t("calendar.after")}</Button>
        <UnitSelect value={unit} onChange={(next) => set({ unit: next })} />
      </FilterBar>
      <Ready query={query}>
        {({ rows, isCut }) => (
          <>
            {isCut && <p role="status">{t("calendar.cut", { count: rows.length })}</p>}
            {rows.length === 0 && <Nothing campaign={campaign} unit={unit} month={month ?? now} show={(next) => set({ month: next })} />}
            {rows.length > 0 && (asCards ? <Days rows={rows} /> : <Month month={month ?? now} rows={rows} today={me.now.slice(0, 10)} />)}
          </>
        )}
      </Ready>
    </Page>
  );
}

interface NothingProps {
  campaign: string;
  unit: string | undefined;
  month: string;
  show: (month: string) => void;
}

function Nothing({ campaign, unit, month, show }: NothingProps) {
  const near = useDueMonth(campaign, unit, monthAfter(month, 1), true).data;
  return (
    <Empty
      text={t("calendar.empty")}
      help={t("calendar.empty_help")}
      action={near != null && <Button onClick={() => show(near)}>{t("calendar.to", { year: near.slice(0, 4), month: Number(near.slice(5)) })}</Button>}
    />
  );
}

function titleOf(month: string): string {
  return t("calendar.title", { year: month.slice(0, 4), month: Number(month.slice(5)) });
}

function Month({ month, rows, today }: { month: string; rows: ObligationRow[]; today: string }) {
  const dues = duesByDay(rows);
  const [sunday, ...others] = t("time.weekdays").split(",");
  return (
    <WideTable className="month landscape" label={titleOf(month)}>
      <table>
        <thead>
          <tr>
            {[...others, sunday].map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} className={day.startsWith(month) ? undefined : "other"} aria-current={day === today ? "date" : undefined}>
                  <div className="day">{Number(day.slice(8))}</div>
                  {day.startsWith(month) && (dues.get(day) ?? []).map((due) => <Line key={due.key} due={due} />)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}

/** On a telephone: only days on which something is due. */
function Days({ rows }: { rows: ObligationRow[] }) {
  return (
    <>
      {daysInOrder(rows).map(([day, dues]) => (
        <section key={day} className="panel">
          <h2>{dayText(day)}</h2>
          {dues.map((due) => (
            <Line key={due.key} due={due} />
          ))}
        </section>
      ))}
    </>
  );
}

function Line({ due: { title, due_at, rows } }: { due: Due }) {
  const [first] = rows;
  if (first === undefined) return null;
  const done = rows.filter(isDone).length;
  return (
    <div className="due">
      <span className="soft">{clockText(due_at)}</span>{" "}
      {rows.length === 1 ? (
        <>
          <Link to={`/obligations/${first.id}`}>{title}</Link>
          <div className="soft">
            <ObligationStateMark state={first.state} small /> {first.unit.name}
          </div>
        </>
      ) : (
        <details className="due-units">
          <summary>
            {title}
            <span className="soft"> {t("calendar.units", { count: rows.length, done })}</span>
          </summary>
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <ObligationStateMark state={row.state} small /> <Link to={`/obligations/${row.id}`}>{row.unit.name}</Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
