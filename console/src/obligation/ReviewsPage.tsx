/**
 * The review desk: what waits at the left, the report at the right, or below it where there is no room. Single keys go
 * up and down the list and to the two decisions; they can be switched off, since a stray key must not lead anybody astray.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { WithCampaign } from "@/app/CampaignScope";
import { t } from "@/i18n";
import { Waiting } from "@/register/Waiting";
import { rowsOfPages } from "@/ui/DataTable";
import { FilterBar } from "@/ui/Filters";
import { Page } from "@/ui/Page";
import { useStacked } from "@/ui/screen";
import { Empty, Loading, Problematic } from "@/ui/State";
import { UnitSelect } from "@/ui/UnitSelect";
import { keep } from "@/ui/kept";
import { useFilters } from "@/ui/useFilters";
import { areKeysOn, KEYS, useKeys } from "@/ui/useKeys";
import { asProblem } from "@/api/problem";
import { reviewsQuery } from "./api";
import { BulkAccept } from "./BulkAccept";
import { ReviewDesk } from "./ReviewDesk";
import { ReviewList } from "./ReviewList";
import { useDeskPlace } from "./useDeskPlace";

export default function ReviewsPage() {
  return <WithCampaign>{({ id }) => <Reviews campaign={id} />}</WithCampaign>;
}

function Reviews({ campaign }: { campaign: string }) {
  const { values, set, clear } = useFilters(["unit", "submission"] as const);
  const [picked, setPicked] = useState<string[]>([]);
  const query = useInfiniteQuery(reviewsQuery({ campaign, unit: values.unit }));
  const rows = rowsOfPages(query);
  const [hasKeys, setKeys] = useState(areKeysOn);
  const desk = useDeskPlace(rows, values.submission, (submission) => set({ submission }));
  const { isNarrow, chosen } = desk;
  const isStacked = useStacked();
  useKeys(hasKeys && !isNarrow, { j: desk.step(1), k: desk.step(-1) });

  return (
    <Page title={t("menu.reviews")} {...(isNarrow ? {} : { about: t(isStacked ? "review.about_below" : "review.about") })} help="help.reviews">
      <FilterBar clear={clear} isFiltered={values.unit !== undefined}>
        <UnitSelect value={values.unit} onChange={(unit) => set({ unit, submission: undefined })} />
        <BulkAccept
          rows={rows.filter((row) => picked.includes(row.submission_id))}
          done={() => {
            setPicked([]);
            desk.close();
          }}
        />
        {!isNarrow && <KeysCheck hasKeys={hasKeys} setKeys={setKeys} />}
      </FilterBar>
      <Waiting campaign={campaign} unit={values.unit} />
      {/* What was read stays when it cannot be read again: somebody may be writing about it. */}
      {query.isError && query.data === undefined && <Problematic problem={asProblem(query.error)} retry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.data !== undefined && rows.length === 0 && values.submission === undefined && (
        <Empty text={t("review.empty")} help={t("review.empty_help")} />
      )}
      {query.data !== undefined && (rows.length > 0 || values.submission !== undefined) && (
        <div className="split">
          {!(isNarrow && chosen !== undefined) && (
            <ReviewList
              rows={rows}
              chosen={chosen}
              isByKey={desk.isByKey}
              choose={desk.choose}
              picked={picked}
              setPicked={setPicked}
              more={query.hasNextPage ? () => void query.fetchNextPage() : null}
            />
          )}
          {chosen !== undefined && (
            <div>
              {isNarrow && (
                <p className="no-print">
                  <Button onClick={desk.close}>{t("review.back_to_list")}</Button>
                </p>
              )}
              <ReviewDesk key={chosen} id={chosen} hasKeys={hasKeys && !isNarrow} isByKey={desk.isByKey} decided={desk.goOn} />
            </div>
          )}
        </div>
      )}
    </Page>
  );
}

/** The choice is kept: whoever switched the keys off once does not want to do it every day. */
function KeysCheck({ hasKeys, setKeys }: { hasKeys: boolean; setKeys: (hasKeys: boolean) => void }) {
  return (
    <Checkbox
      checked={hasKeys}
      onChange={(event) => {
        setKeys(event.target.checked);
        keep(KEYS, event.target.checked);
      }}
    >
      {t("review.keys")}
    </Checkbox>
  );
}
