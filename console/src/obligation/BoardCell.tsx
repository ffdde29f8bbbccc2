/** One cell of the board: shape, word and colour of the state, and what else has to be known. Opens the obligation. */
import { Link } from "react-router";
import type { Schemas } from "@/api/types";
import { t, word } from "@/i18n";
import { ObligationStateMark, PaperOwed } from "./state";
import { UrgedMark } from "./Urged";

export function BoardCell({ cell, kind }: { cell: Schemas["BoardCell"]; kind: Schemas["ObligationKind"] }) {
  const late = cell.timing === "late" && cell.state !== "overdue" && cell.state !== "accepted_late";
  return (
    <Link to={`/obligations/${cell.obligation_id}`} data-state={cell.state} style={{ display: "block", opacity: cell.dropped ? 0.6 : 1 }}>
      {/* Two marks in one line have room between them. */}
      <span style={{ display: "flex", flexWrap: "wrap", columnGap: 10 }}>
        <ObligationStateMark state={cell.state} small />
        <PaperOwed row={cell} />
      </span>
      {kind !== "deliver" && (
        <div className="soft">
          {cell.counted} / {cell.at_least}
        </div>
      )}
      {late && <div className="soft">{word("timing", "late")}</div>}
      {cell.outcome != null && cell.outcome !== "done" && <div className="soft">{word("outcome", cell.outcome)}</div>}
      <UrgedMark urged={cell.urged} />
      {cell.dropped && <div className="soft">{t("obligation.dropped_short")}</div>}
    </Link>
  );
}
