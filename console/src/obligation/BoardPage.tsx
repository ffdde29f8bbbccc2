/** The board: units × duties and periods on one screen. Every cell opens its obligation, every unit its own board. */
import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { Link, useSearchParams } from "react-router";
import type { Schemas } from "@/api/types";
import { WithCampaign } from "@/app/CampaignScope";
import { NoPost } from "@/app/NoPost";
import { useMay, useMe, useOwnUnit } from "@/app/session";
import { mark, t, word } from "@/i18n";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";
import { percentOf } from "@/ui/share";
import { Empty, Ready } from "@/ui/State";
import { deadlineText, planWords } from "@/ui/time";
import { useAsCards } from "@/ui/screen";
import { WideTable } from "@/ui/WideTable";
import { BoardCards } from "./BoardCards";
import { BoardCell } from "./BoardCell";
import { Whole } from "./Whole";
import { PARTS, boardPart, partOf, type Part } from "./boardPart";
import { ObligationStateMark, PRESSING, STATES, SoftTag, WAITING, saysItsPeriod } from "./state";
import { boardQuery, type ObligationState } from "./api";

export type Board = Schemas["BoardView"];
type Counts = Schemas["BoardCounts"];

const FRESH_MS = 30_000;

export default function BoardPage() {
  const [search] = useSearchParams();
  const own = useOwnUnit();
  const unit = search.get("unit") ?? own?.id;
  if (unit === undefined) return <NoPost />;
  return <WithCampaign>{({ id }) => <Shown campaign={id} unit={unit} />}</WithCampaign>;
}

function Shown({ campaign, unit }: { campaign: string; unit: string }) {
  const board = useQuery({ ...boardQuery(campaign, unit), refetchInterval: FRESH_MS });
  const asCards = useAsCards();
  const [search, setSearch] = useSearchParams();
  const part = partOf(search.get("part"));
  const show = (next: Part) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set("part", next);
      return after;
    }, { replace: true });
  const urges = useMay()("obligation.urge");
  // Above the place of one's own posts there is nothing for one to see.
  const isOwn = useMe().posts.some((post) => post.unit.id === unit);
  return (
    <Ready query={board}>
      {(view) => (
        <Page
          isLandscape
          help={["help.board", "help.figures"]}
          title={`${t("menu.board")} · ${view.unit.name}`}
          about={`${t("board.at", { at: deadlineText(view.at) })} · ${t("app.time_note")}`}
          tools={
            <>
              {urges && <LinkButton to={`/urge?unit=${unit}`}>{t("menu.urge")}</LinkButton>}
              {view.parent != null && !isOwn && <LinkButton to={`/board?unit=${view.parent}`}>{t("board.up")}</LinkButton>}
              <LinkButton to={`/wall?unit=${view.unit.id}`}>{t("wall.open_wall")}</LinkButton>
            </>
          }
        >
          <Summary counts={view.total} unit={unit} />
          <p className="soft figures-about">
            {t("board.figures")}
            {t(asCards ? "board.figures_cards" : "board.figures_table")}
          </p>
          {view.rows.length > 0 && (
            <Segmented<Part>
              className="no-print"
              style={{ marginBottom: 12 }}
              aria-label={t("board.part")}
              value={part}
              onChange={(next) => show(next)}
              options={PARTS.map((one) => ({ value: one, label: word("board_part", one) }))}
            />
          )}
          {view.rows.length === 0 ? (
            <Empty text={t("board.empty")} help={t("board.empty_help")} />
          ) : asCards ? (
            <BoardCards view={boardPart(view, part)} />
          ) : (
            <Grid view={boardPart(view, part)} />
          )}
        </Page>
      )}
    </Ready>
  );
}

/** In words, so that the share cannot be misread: of what is due, how much was in time. */
function Summary({ counts, unit }: { counts: Counts; unit: string }) {
  const by = counts.by_state as Partial<Record<ObligationState, number>>;
  const share = percentOf(counts.in_time, counts.due);
  const may = useMay();
  // A figure opens the list of what it counts: the one where the person can do something about it, if there is one.
  const page = (state: ObligationState): string => {
    if (PRESSING.includes(state) && may("obligation.urge")) return `/urge?${new URLSearchParams({ unit, state })}`;
    if (WAITING.includes(state) && may("obligation.review")) return `/reviews?${new URLSearchParams({ unit })}`;
    return `/obligations?${new URLSearchParams({ unit, state })}`;
  };
  return (
    <div className="filters" data-testid="board-summary">
      <strong>
        {t("board.in_time", { in_time: counts.in_time, due: counts.due })}
        {share !== null && `${mark.open}${share}%${mark.close}`}
      </strong>
      {STATES.filter((state) => (by[state] ?? 0) > 0).map((state) => (
        <Link key={state} className="counted" to={page(state)}>
          <ObligationStateMark state={state} /> <span>{by[state]}</span>
        </Link>
      ))}
      {counts.paper_missing > 0 && (
        <Link to={`/papers?${new URLSearchParams({ unit })}`}>{t("board.paper_missing", { count: counts.paper_missing })}</Link>
      )}
      {counts.waived > 0 && <span className="soft">{t("board.waived", { count: counts.waived })}</span>}
    </div>
  );
}

function Grid({ view }: { view: Board }) {
  return (
    <WideTable hasFixed className="board landscape" label={t("menu.board")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("common.unit")}</th>
            <th scope="col">{t("board.whole")}</th>
            {view.columns.map((column) => (
              <th key={`${column.duty}-${column.period}`} scope="col">
                {column.title} <SoftTag row={column} />
                {!saysItsPeriod(column) && <div>{column.period_title}</div>}
                <div className="soft" title={deadlineText(column.due_at)}>
                  {planWords(column.due_text) ?? deadlineText(column.due_at)}
                </div>
                {column.counts.due > 0 && (
                  <div className="soft">
                    {t("board.column_in_time", { in_time: column.counts.in_time, due: column.counts.due })}
                  </div>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr key={row.unit.id} data-unit={row.unit.key}>
              <th scope="row">
                {row.unit.id === view.unit.id ? row.unit.name : <Link to={`/board?unit=${row.unit.id}`}>{row.unit.name}</Link>}
              </th>
              <td>
                <Whole view={view} row={row} />
              </td>
              {view.columns.map((column, index) => (
                <td key={`${column.duty}-${column.period}`}>
                  {row.cells
                    .filter((cell) => cell.column === index)
                    .map((cell) => (
                      <BoardCell key={cell.obligation_id} cell={cell} kind={column.kind} />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
