/** The lines of a plan file that have problems, each problem below its line with its place marked. */
import { mark, t } from "@/i18n";
import { StateMark } from "@/ui/StateMark";
import type { PlanProblem } from "./api";
import { linesAround, type ShownLine } from "./reading";

export function Listing({ text, problems }: { text: string; problems: PlanProblem[] }) {
  return (
    <div className="listing" role="region" aria-label={t("plan.listing")} tabIndex={0}>
      {linesAround(text, problems).map((run) => (
        <ol key={run[0]?.number} start={run[0]?.number ?? 1}>
          {run.map((line) => (
            <Line key={line.number} line={line} />
          ))}
        </ol>
      ))}
    </div>
  );
}

function classOf({ problems }: ShownLine): string | undefined {
  if (problems.length === 0) return undefined;
  return problems.some(({ error }) => error) ? "wrong" : "wrong minor";
}

function Line({ line }: { line: ShownLine }) {
  return (
    <li value={line.number} className={classOf(line)}>
      <code>{line.text === "" ? " " : line.text}</code>
      {line.problems.map((problem) => (
        <div key={`${problem.column}-${problem.code}-${problem.message}`} className="said">
          <StateMark tone={problem.error ? "bad" : "warn"} text={t(problem.error ? "plan.error" : "plan.warning")} />{" "}
          {t("plan.at", { line: problem.line, column: problem.column })}{mark.colon}{problem.message}
          {problem.advice !== "" && <div className="soft">{t("plan.advice")}{mark.colon}{problem.advice}</div>}
        </div>
      ))}
    </li>
  );
}
