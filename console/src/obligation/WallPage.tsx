/** The screen on the wall of a leader: how the units stand, in letters that are read from five metres, without a reload. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { answer, api } from "@/api/client";
import { useLive, type Line } from "@/api/live";
import type { Schemas } from "@/api/types";
import { NoPost } from "@/app/NoPost";
import { useOwnUnit } from "@/app/session";
import { WithAdopted } from "@/app/WithAdopted";
import type { CampaignHead } from "@/campaign/api";
import { mark, t, word } from "@/i18n";
import { Columns, type Datum } from "@/ui/Chart";
import { Dialog } from "@/ui/Dialog";
import { LinkButton } from "@/ui/LinkButton";
import { HelpLines, useAnnounced } from "@/ui/Page";
import { Printed } from "@/ui/Printed";
import { percentOf } from "@/ui/share";
import { Empty, Ready } from "@/ui/State";
import { StateMark } from "@/ui/StateMark";
import { exactText, weekText } from "@/ui/time";
import { boardQuery } from "./api";
import { WallDuties } from "./WallDuties";
import { LEGEND, duties, figures, tiles, type Figure, type Tile } from "./wall";
import "@/ui/chart.css";
import "./wall.css";

type Wall = Schemas["WallView"];

/** A deadline passes without anybody doing anything. */
const CLOCK_MS = 60_000;
/** So many units in one row leave room for what the unit itself owes. */
const ROW_MAX = 4;
/** Of its duties: beside a row of units, and alone. */
const DUTIES_MAX = { beside: 3, alone: 6 };
/** So few that they can be written larger still. */
const ROOMY_MAX = 3;
/** The newest weeks; more cannot be read from afar. */
const WEEKS_MAX = 8;
/** A longer name needs two lines of a tile of the map, and smaller letters for them. */
const SHORT_NAME = 4;

const wallQuery = (campaign: string, unit: string) =>
  queryOptions({
    queryKey: ["wall", campaign, unit],
    queryFn: () => answer(api.GET("/api/board/wall", { params: { query: { campaign, unit } } })),
  });

export default function WallPage() {
  const [search] = useSearchParams();
  const own = useOwnUnit();
  const unit = search.get("unit") ?? own?.id;
  return (
    <main id="main" className="wall" tabIndex={-1}>
      {unit === undefined ? (
        <NoPost />
      ) : (
        <WithAdopted title={t("wall.open_wall")} out={<LinkButton to="/board">{t("menu.board")}</LinkButton>}>
          {(campaign) => <Live key={`${campaign.id}-${unit}`} campaign={campaign} unit={unit} />}
        </WithAdopted>
      )}
    </main>
  );
}

/** One renewal at a time; what moves meanwhile makes one more at its end. */
function useRenewal(renew: () => Promise<unknown>): () => void {
  const state = useRef({ busy: false, again: false });
  return useCallback(() => {
    const now = state.current;
    now.again = true;
    if (now.busy) return;
    now.busy = true;
    void (async () => {
      while (now.again) {
        now.again = false;
        await renew();
      }
      now.busy = false;
    })();
  }, [renew]);
}

function Live({ campaign, unit }: { campaign: CampaignHead; unit: string }) {
  const board = useQuery(boardQuery(campaign.id, unit));
  const wall = useQuery(wallQuery(campaign.id, unit));
  const [readBoard, readWall] = [board.refetch, wall.refetch];
  const renew = useRenewal(useCallback(() => Promise.allSettled([readBoard(), readWall()]), [readBoard, readWall]));
  const line = useLive(`/api/board/live?${new URLSearchParams({ campaign: campaign.id, unit })}`, renew);
  useEffect(() => {
    const clock = setInterval(renew, CLOCK_MS);
    return () => clearInterval(clock);
  }, [renew]);
  return (
    <Ready query={board}>
      {(view) => (
        <Ready query={wall}>
          {(beside) => <Shown campaign={campaign} board={view} wall={beside} line={line} isBehind={board.isError || wall.isError} />}
        </Ready>
      )}
    </Ready>
  );
}

interface ShownProps {
  campaign: CampaignHead;
  board: Schemas["BoardView"];
  wall: Wall;
  line: Line;
  isBehind: boolean;
}

function Shown({ campaign, board, wall, line, isBehind }: ShownProps) {
  const map = tiles(board, wall.tiles);
  const own = map.columns === null && map.tiles.length <= ROW_MAX ? duties(board) : [];
  const isAlone = map.tiles.length === 0;
  const weeks = trend(wall);
  const now = runningWeek(wall);
  const rest = beyondWeeks(board, wall);
  const hasTrend = !isAlone || weeks.some(({ value }) => value !== null);
  const title = t("wall.title", { unit: board.unit.name });
  const heading = useAnnounced(title);
  return (
    <>
      <header className="wall-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          <p>{campaign.title}</p>
          <Printed />
        </div>
        <div className="wall-line">
          <Freshness at={board.at} line={line} isBehind={isBehind} />
          <Tools unit={board.unit.id} />
        </div>
      </header>
      <dl className="wall-figures">
        {figures(board.total, wall.today).map((figure) => (
          <Large key={figure.key} figure={figure} />
        ))}
      </dl>
      <section className={`wall-map${hasTrend ? "" : " is-whole"}${isAlone && own.length <= ROOMY_MAX ? " is-roomy" : ""}`}>
        {!isAlone && (
          <>
            <h2>{t("wall.units")}</h2>
            <Legend />
            <ul
              className={map.columns !== null ? "tiles placed" : own.length > 0 ? "tiles one-row" : "tiles"}
              style={map.columns === null ? undefined : { gridTemplateColumns: `repeat(${map.columns}, minmax(0, 1fr))` }}
            >
              {map.tiles.map((tile) => (
                <TileOf key={tile.id} tile={tile} isPlaced={map.columns !== null} />
              ))}
            </ul>
          </>
        )}
        {(isAlone || own.length > 0) && (
          <>
            <h2>{t("wall.duties")}</h2>
            {own.length === 0 ? (
              <Empty text={t("board.empty")} />
            ) : (
              <WallDuties duties={own} most={isAlone ? DUTIES_MAX.alone : DUTIES_MAX.beside} at={board.at} />
            )}
          </>
        )}
      </section>
      {hasTrend && (
        <section className="wall-trend">
          <h2>{t("wall.trend")}</h2>
          {now !== undefined && <p className="wall-more">{t("wall.trend_now", { owed: now.owed, due: now.due, in_time: now.in_time })}</p>}
          {rest.due > 0 && <p className="wall-more">{t("wall.trend_rest", rest)}</p>}
          {weeks.some(({ value }) => value !== null) ? (
            <Columns title={t("wall.trend")} of={t("chart.week")} values={word("wall_figure", "in_time")} data={weeks} max={100} />
          ) : (
            <Empty text={t("wall.trend_empty")} />
          )}
        </section>
      )}
    </>
  );
}

/** What the marks of the tiles mean: from afar the shape is seen before the word. */
function Legend() {
  return (
    <ul className="wall-legend" aria-label={t("wall.legend")}>
      {LEGEND.map(({ tone, texts }) => (
        <li key={tone}>
          <StateMark tone={tone} text={texts.map((text) => t(text)).join(mark.comma)} />
        </li>
      ))}
    </ul>
  );
}

/** The week that is not over: its share is of a part of what it asks for. */
function runningWeek({ at, weeks }: Wall): Wall["weeks"][number] | undefined {
  const last = weeks.filter(({ monday }) => monday <= at.slice(0, 10)).at(-1);
  return last !== undefined && last.due < last.owed ? last : undefined;
}

/** The newest weeks up to now. */
function shownWeeks({ at, weeks }: Wall): Wall["weeks"] {
  return weeks.filter(({ monday }) => monday <= at.slice(0, 10)).slice(-WEEKS_MAX);
}

/** What the share of the large figure counts and no week of the chart does: done before its week, or in older ones. */
function beyondWeeks({ total }: Schemas["BoardView"], wall: Wall): { due: number; in_time: number } {
  const weeks = shownWeeks(wall);
  return {
    due: total.due - weeks.reduce((sum, { due }) => sum + due, 0),
    in_time: total.in_time - weeks.reduce((sum, { in_time }) => sum + in_time, 0),
  };
}

/** The last week is told apart while its deadlines are not over. */
function trend(wall: Wall): Datum[] {
  const running = runningWeek(wall)?.monday;
  return shownWeeks(wall).map(({ monday, in_time, due }) => {
      const isNow = monday === running;
      const share = percentOf(in_time, due);
      return {
        key: monday,
        label: isNow ? t("wall.this_week") : weekText(monday),
        about: `${in_time}/${due}`,
        value: share,
        text: share === null ? "—" : `${share}%`,
        tone: share === 100 ? "good" : "quiet",
        running: isNow,
      };
    });
}

function Large({ figure: { key, tone, value, part } }: { figure: Figure }) {
  return (
    <div data-figure={key}>
      <dt>{tone === "quiet" ? word("wall_figure", key) : <StateMark tone={tone} text={word("wall_figure", key)} />}</dt>
      <dd data-tone={tone}>
        <strong>{value === null ? "—" : key === "in_time" ? `${value}%` : value}</strong>
        {part !== null && (
          <span>
            {key === "today"
              ? t("wall.part_today", { part: part[0] })
              : key === "in_time"
                ? `${part[0]}/${part[1]}`
                : t("wall.part_of", { whole: part[1] })}
          </span>
        )}
      </dd>
    </div>
  );
}

function TileOf({ tile, isPlaced }: { tile: Tile; isPlaced: boolean }) {
  return (
    <li
      data-unit={tile.key}
      data-tone={tile.tone}
      className={isPlaced && tile.name.length > SHORT_NAME ? "is-long" : undefined}
      style={isPlaced ? { gridRow: tile.row, gridColumn: tile.column } : undefined}
    >
      <Link to={`/board?unit=${tile.id}`}>
        <b title={tile.name}>{tile.name}</b>
        <span className="now">
          <StateMark tone={tile.tone} text={t(tile.text)} />
          {tile.count > 0 && <strong>{tile.count}</strong>}
        </span>
        <span className="share">
          <span className="of">{t("wall.tile_in_time")} </span>
          {tile.due > 0 ? `${tile.in_time}/${tile.due}` : "—"}
        </span>
      </Link>
    </li>
  );
}

/** When the figures were made, and whether they are those of now. */
function Freshness({ at, line, isBehind }: { at: string; line: Line; isBehind: boolean }) {
  const isOpen = line.is === "open" && !isBehind;
  return (
    <div className="wall-fresh" role="status" data-line={isOpen ? "open" : line.is === "open" ? "behind" : line.is}>
      {isOpen || line.is === "opening" ? (
        // Paper is not renewed.
        <span className="no-print">
          <StateMark tone={isOpen ? "good" : "quiet"} text={t(isOpen ? "wall.open" : "wall.opening")} />
        </span>
      ) : (
        <StateMark tone="bad" text={t("wall.lost")} />
      )}
      <span data-testid="wall-at">{t("wall.at", { at: exactText(at) })}</span>
    </div>
  );
}

function Tools({ unit }: { unit: string }) {
  const [full, setFull] = useState(false);
  const [helps, setHelps] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);
  const toggle = () => void (full ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => undefined);
  return (
    <div className="wall-tools no-print">
      {document.fullscreenEnabled && (
        <button type="button" className="help-button" onClick={toggle}>
          {full ? t("wall.smaller") : t("wall.full")}
        </button>
      )}
      <button type="button" className="help-button" onClick={() => window.print()}>
        {t("wall.print")}
      </button>
      <Link className="help-button" to={`/board?unit=${unit}`}>
        {t("menu.board")}
      </Link>
      <button type="button" className="help-button" aria-haspopup="dialog" onClick={() => setHelps(true)}>
        <span aria-hidden="true">?</span> {t("app.help")}
      </button>
      <Dialog open={helps} title={t("app.help")} onClose={() => setHelps(false)}>
        <HelpLines help={["help.wall", "help.figures"]} />
      </Dialog>
    </div>
  );
}
