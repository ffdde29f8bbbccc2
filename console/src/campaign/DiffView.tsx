/** What adopting would change, in words: each change once with the units that it meets, then unit by unit. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Collapse } from "antd";
import { createContext, useContext, useMemo } from "react";
import { mark, t, word } from "@/i18n";
import { unitTreeQuery } from "@/org/api";
import { byUnitKey } from "@/org/units";
import { StateMark, type Tone } from "@/ui/StateMark";
import { deadlineText, line, planWords } from "@/ui/time";
import { planQuery, type CampaignDiff, type Change } from "./api";
import { called, changeParts, namesOf, sameChanges, type SameChange } from "./reading";

const TONES: Record<Change["kind"], Tone> = { added: "good", moved: "warn", dropped: "void" };
const KINDS: Change["kind"][] = ["added", "moved", "dropped"];

/** What clauses and units are called, by their keys in the plan: nobody who adopts a plan knows the keys. */
const Names = createContext<ReadonlyMap<string, string>>(new Map());

function useNames(campaign: string, { parent, clauses }: CampaignDiff): ReadonlyMap<string, string> {
  const plan = useQuery({ ...planQuery(campaign), enabled: parent != null }).data;
  const units = useQuery(unitTreeQuery).data;
  return useMemo(() => namesOf(plan?.clauses ?? [], clauses, units?.items ?? []), [plan, clauses, units]);
}

/** The server compares by key; people look for a unit where the authority counts it. */
function useOrdered(view: CampaignDiff): CampaignDiff {
  const units = useQuery(unitTreeQuery).data?.items;
  return useMemo(() => (units === undefined ? view : { ...view, units: [...view.units].sort(byUnitKey(units)) }), [view, units]);
}

export function DiffView({ campaign, view: unordered }: { campaign: string; view: CampaignDiff }) {
  const view = useOrdered(unordered);
  const names = useNames(campaign, view);
  const touched = view.units.filter((unit) => unit.changes.length > 0);
  if (touched.length === 0) return <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t("plan.diff_none")} />;
  const changes = sameChanges(view);
  return (
    <Names.Provider value={names}>
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
      {KINDS.map((kind) => (
        <Kind key={kind} kind={kind} changes={changes.filter((change) => change.kind === kind)} all={view.units.length} />
      ))}
      <h3>{t("plan.diff_by_unit")}</h3>
      <Collapse
        style={{ marginBottom: 12 }}
        items={touched.map((unit) => ({
          key: unit.unit_key,
          label: `${unit.unit_name} · ${t("plan.diff_unit", { changed: unit.changes.length, unchanged: unit.unchanged })}`,
          children: (
            <ul style={{ margin: 0, paddingInlineStart: 16 }}>
              {unit.changes.map((change) => (
                <li key={`${change.duty}-${change.period}`}>
                  <StateMark tone={TONES[change.kind]} text={word("change", change.kind)} /> <Words change={change} />
                </li>
              ))}
            </ul>
          ),
        }))}
      />
    </Names.Provider>
  );
}

function Kind({ kind, changes, all }: { kind: Change["kind"]; changes: SameChange[]; all: number }) {
  if (changes.length === 0) return null;
  return (
    <section className="same-changes">
      <h3>
        <StateMark tone={TONES[kind]} text={word("change_about", kind)} />
      </h3>
      <ul>
        {changes.map((change, at) => (
          <li key={at}>
            <Words change={change} />
            <div>{unitsText(change.units, all)}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Words({ change }: { change: Change }) {
  return (
    <>
      <strong>{change.title}</strong> · {line(deadlineText(change.due_at), planWords(change.due_text))}
      {change.what.map((sentence) => (
        <What key={sentence} sentence={sentence} />
      ))}
    </>
  );
}

function What({ sentence }: { sentence: string }) {
  const names = useContext(Names);
  const parts = changeParts(sentence);
  if (parts === null) return <div>{sentence}</div>;
  const [before, after] = [parts.before, parts.after].map((text) => (text === "" ? t("common.none") : called(text, names)));
  return <div>{t("plan.change", { what: parts.what, before: before ?? "", after: after ?? "" })}</div>;
}

function unitsText(units: string[], all: number): string {
  const names = units.join(mark.comma);
  if (units.length === 1) return t("plan.diff_for", { names });
  return units.length === all ? t("plan.diff_for_all", { count: all }) : t("plan.diff_for_many", { count: units.length, names });
}
