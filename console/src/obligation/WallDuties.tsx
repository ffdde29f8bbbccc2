/** What the unit itself owes, for a wall that has few units to show or none: the most pressing first, then by deadline. */
import { Link } from "react-router";
import { t, word } from "@/i18n";
import { StateMark } from "@/ui/StateMark";
import { deadlineText, distanceText, line } from "@/ui/time";
import { TONE } from "./state";
import type { Duty } from "./wall";

interface Props {
  duties: Duty[];
  /** How many fit in letters that are read from afar. */
  most: number;
  at: string;
}

export function WallDuties({ duties, most, at }: Props) {
  return (
    <>
      <ul className="wall-duties">
        {duties.slice(0, most).map((duty) => (
          <li key={duty.id} data-tone={TONE[duty.state]}>
            <Link to={`/obligations/${duty.id}`}>
              <b>{duty.title}</b>
              <span className="now">
                <StateMark tone={TONE[duty.state]} text={word("state", duty.state)} />
                <span>{line(duty.count, duty.isAhead ? `${t("obligation.due")} ${deadlineText(duty.due_at)}` : null, duty.isAhead ? distanceText(duty.due_at, at) : null)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {duties.length > most && <p className="wall-more">{t("wall.duties_more", { count: duties.length - most })}</p>}
    </>
  );
}
