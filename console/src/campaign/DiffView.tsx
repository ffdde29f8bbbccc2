/** What adopting would change, unit by unit, in words. */
import { Collapse } from "antd";
import { mark, t, word } from "@/i18n";
import { StateMark, type Tone } from "@/ui/StateMark";
import { deadlineText, line, planWords } from "@/ui/time";
import type { CampaignDiff, Change } from "./api";

const TONES: Record<Change["kind"], Tone> = { added: "good", moved: "warn", dropped: "void" };

export function DiffView({ view }: { view: CampaignDiff }) {
  const touched = view.units.filter((unit) => unit.changes.length > 0);
  return (
    <>
      <p>
        <strong>
          {t("plan.diff_summary", {
            added: view.added,
            moved: view.moved,
            dropped: view.dropped,
            unchanged: view.unchanged,
          })}
        </strong>
      </p>
      <Collapse
        style={{ marginBottom: 12 }}
        items={touched.map((unit) => ({
          key: unit.unit_key,
          label: `${unit.unit_name} · ${t("plan.diff_unit", { changed: unit.changes.length, unchanged: unit.unchanged })}`,
          children: (
            <ul style={{ margin: 0, paddingInlineStart: 16 }}>
              {unit.changes.map((change) => (
                <li key={`${change.duty}-${change.period}`}>
                  <StateMark tone={TONES[change.kind]} text={word("change", change.kind)} /> {change.title} ·{" "}
                  {line(deadlineText(change.due_at), planWords(change.due_text))}
                  {change.what.length > 0 && <div className="soft">{change.what.join(mark.semicolon)}</div>}
                </li>
              ))}
            </ul>
          ),
        }))}
      />
    </>
  );
}
