/** What a register's list says about whose turn it is, and the condition for what is the reader's own to decide. */
import { t, word } from "@/i18n";
import { useMay } from "@/app/session";
import { useAllPages, type Pages } from "@/ui/DataTable";
import { FilterCheck } from "@/ui/Filters";
import { StateMark } from "@/ui/StateMark";
import { TONES, type RecordState } from "./kit";

const PAGES_MAX = 10;

/** The server picks what is one's own out of each page, so that a page may be empty while others follow. */
export function useAllYours<T>(query: Pages<T>, yours: string | undefined): void {
  useAllPages(query, yours === undefined ? 1 : PAGES_MAX);
}

interface CheckProps {
  /** The right to decide: without it nothing is one's own. */
  action: string;
  value: string | undefined;
  onChange: (yours: string | undefined) => void;
}

export function YoursCheck({ action, value, onChange }: CheckProps) {
  return useMay()(action) && <FilterCheck label={t("register.yours")} value={value} onChange={onChange} />;
}

export function StateCell({ row }: { row: { state: RecordState; may_decide: boolean } }) {
  return (
    <>
      <StateMark tone={TONES[row.state]} text={word("record_state", row.state)} />
      {row.may_decide && <div className="soft">{t("register.yours")}</div>}
    </>
  );
}
