/**
 * The review desk: what waits at the left, the report at the right. Single keys go up and down the list
 * and to the two decisions; they can be switched off, since a stray key must not lead anybody astray.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { WithCampaign } from "@/app/CampaignScope";
import { useMe } from "@/app/session";
import { t } from "@/i18n";
import { Waiting } from "@/register/Waiting";
import { rowsOfPages } from "@/ui/DataTable";
import { FilterBar } from "@/ui/Filters";
import { Page } from "@/ui/Page";
import { Empty, Loading, Problematic } from "@/ui/State";
import { instantText } from "@/ui/time";
import { UnitSelect } from "@/ui/UnitSelect";
import { useNarrow } from "@/ui/screen";
import { keep } from "@/ui/kept";
import { useFilters } from "@/ui/useFilters";
import { areKeysOn, KEYS, useKeys } from "@/ui/useKeys";
import { asProblem } from "@/api/problem";
import { reviewsQuery, type ReviewDeskRow } from "./api";
import { BulkAccept } from "./BulkAccept";
import { ReviewDesk } from "./ReviewDesk";
import { itemTitle, timingText } from "./state";

/** From so many days on, how long a report has waited is said: it weighs on whoever waits. */
const WAITED_LONG = 2;

export default function ReviewsPage() {
  return <WithCampaign>{({ id }) => <Reviews campaign={id} />}</WithCampaign>;
}

function Reviews({ campaign }: { campaign: string }) {
  const { values, set, clear } = useFilters(["unit", "submission"] as const);
  const [picked, setPicked] = useState<string[]>([]);
  const query = useInfiniteQuery(reviewsQuery({ campaign, unit: values.unit }));
  const rows = rowsOfPages(query);
  // Beside the list the first report is open; where there is room for one of the two, the list comes first.
  const isNarrow = useNarrow();
  const chosen = values.submission ?? (isNarrow ? undefined : rows[0]?.submission_id);
  const [hasKeys, setKeys] = useState(areKeysOn);
  const [byKey, setByKey] = useState<string | null>(null);
  const step = (by: 1 | -1) => () => {
    const to = rows[rows.findIndex((row) => row.submission_id === chosen) + by];
    if (to === undefined) return;
    setByKey(to.submission_id);
    set({ submission: to.submission_id });
  };
  useKeys(hasKeys && !isNarrow, { j: step(1), k: step(-1) });
  const place = rows.findIndex((row) => row.submission_id === chosen);
  // The one below, so that the list is worked off in its order; after the last one the one above.
  const next = (rows[place + 1] ?? rows[place - 1])?.submission_id;

  return (
    <Page title={t("menu.reviews")} {...(isNarrow ? {} : { about: t("review.about") })} help="help.reviews">
      <FilterBar clear={clear} isFiltered={values.unit !== undefined}>
        <UnitSelect value={values.unit} onChange={(unit) => set({ unit, submission: undefined })} />
        <BulkAccept
          rows={rows.filter((row) => picked.includes(row.submission_id))}
          done={() => {
            setPicked([]);
            set({ submission: undefined });
          }}
        />
        {!isNarrow && (
          <Checkbox
            checked={hasKeys}
            onChange={(event) => {
              setKeys(event.target.checked);
              keep(KEYS, event.target.checked);
            }}
          >
            {t("review.keys")}
          </Checkbox>
        )}
      </FilterBar>
      <Waiting campaign={campaign} unit={values.unit} />
      {query.isError && <Problematic problem={asProblem(query.error)} retry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.isSuccess && rows.length === 0 && values.submission === undefined && (
        <Empty text={t("review.empty")} help={t("review.empty_help")} />
      )}
      {query.isSuccess && (rows.length > 0 || values.submission !== undefined) && (
        <div className="split">
          {!(isNarrow && chosen !== undefined) && (
            <nav className="panel" style={{ padding: 0 }} aria-label={t("review.list")}>
              {rows.map((row) => (
                <Line
                  key={row.submission_id}
                  row={row}
                  isChosen={row.submission_id === chosen}
                  isPicked={picked.includes(row.submission_id)}
                  choose={() => {
                    setByKey(null);
                    set({ submission: row.submission_id });
                  }}
                  pick={(on) =>
                    setPicked((before) =>
                      on ? [...before, row.submission_id] : before.filter((id) => id !== row.submission_id),
                    )
                  }
                />
              ))}
              {query.hasNextPage && (
                <Button block type="link" onClick={() => void query.fetchNextPage()}>
                  {t("common.more")}
                </Button>
              )}
            </nav>
          )}
          {chosen !== undefined && (
            <div>
              {isNarrow && (
                <p className="no-print">
                  <Button onClick={() => set({ submission: undefined })}>{t("review.back_to_list")}</Button>
                </p>
              )}
              <ReviewDesk
                key={chosen}
                id={chosen}
                hasKeys={hasKeys && !isNarrow}
                isByKey={byKey === chosen}
                decided={() => {
                  setByKey(next ?? null);
                  set({ submission: isNarrow ? undefined : next });
                }}
              />
            </div>
          )}
        </div>
      )}
    </Page>
  );
}

function Line({ row, isChosen, isPicked, choose, pick }: {
  row: ReviewDeskRow;
  isChosen: boolean;
  isPicked: boolean;
  choose: () => void;
  pick: (on: boolean) => void;
}) {
  const { obligation } = row;
  const waited = dayjs(useMe().now).diff(row.submitted_at, "day");
  return (
    <div style={{ display: "flex", alignItems: "stretch" }}>
      <Checkbox
        style={{ padding: "12px 4px 0 12px", alignItems: "flex-start" }}
        aria-label={`${obligation.unit.name} ${obligation.title} ${obligation.period_title}`}
        disabled={!row.may_decide}
        checked={isPicked}
        onChange={(event) => pick(event.target.checked)}
      />
      <button type="button" className="list-item" aria-current={isChosen} onClick={choose}>
        <strong>{obligation.unit.name}</strong>
        <div>
          {itemTitle(obligation)}
        </div>
        <div className="soft">
          {instantText(row.submitted_at)} · {timingText(obligation)}
          {obligation.version > 1 && ` · ${t("obligation.version", { number: obligation.version })}`}
        </div>
        <div className="soft">
          {t("review.awaits", { step: row.step_title })}
          {waited >= WAITED_LONG && ` · ${t("review.waited", { days: waited })}`}
        </div>
        {!row.may_decide && <div className="soft">{t("review.own_report")}</div>}
      </button>
    </div>
  );
}
