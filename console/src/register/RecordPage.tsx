/** One record of a register: to write while it is a draft, to read and to decide about afterwards. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Collapse, Descriptions, Timeline } from "antd";
import { useState } from "react";
import { AnswersView } from "@/form/AnswersView";
import { mark, t, word } from "@/i18n";
import { Page, Panel } from "@/ui/Page";
import { Ready } from "@/ui/State";
import { StateMark } from "@/ui/StateMark";
import { exactText, instantText } from "@/ui/time";
import { CountedIn } from "./CountedIn";
import { TONES, type Kit, type RecordView } from "./kit";
import { Moves } from "./Moves";
import { RecordWriter } from "./RecordWriter";
import { Warnings } from "./Warnings";

/** `kitFor` gets the record because its kind decides which questions there are. */
export function RecordPage<V extends RecordView>({ id, read, kitFor }: {
  id: string;
  read: { queryKey: readonly unknown[]; queryFn: () => Promise<V> };
  kitFor: (view: V) => Kit<V>;
}) {
  const record = useQuery<V>(read);
  return <Ready query={record}>{(view) => <Record key={id} view={view} kit={kitFor(view)} />}</Ready>;
}

function Record<V extends RecordView>({ view, kit }: { view: V; kit: Kit<V> }) {
  const writing = view.may.includes("save");
  const [typed, setTyped] = useState<string>();
  return (
    <Page title={kit.title(view, writing ? typed : undefined)} about={kit.about(view)} tools={<Moves view={view} kit={kit} />} help="help.record">
      <Standing view={view} source={kit.source} />
      <Panel title={t("register.content")}>
        {writing ? (
          // A new draft begins after every move, not after every save.
          <RecordWriter key={`${view.state}-${view.version}`} view={view} kit={kit} onTitle={setTyped} />
        ) : (
          <Reading view={view} kit={kit} />
        )}
      </Panel>
      <VersionsPanel view={view} kit={kit} />
      <Panel title={t("register.history")}>
        <Timeline
          items={view.history.map((step) => ({
            content: (
              <>
                {word("move", step.step)} · {step.signed.by} · {exactText(step.signed.at)}
                {step.reason != null && <div>{step.reason}</div>}
              </>
            ),
          }))}
        />
      </Panel>
    </Page>
  );
}

function Standing({ view, source }: { view: RecordView; source: Kit<RecordView>["source"] }) {
  return (
    <Panel>
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          {
            key: "state",
            label: t("common.state"),
            children: (
              <>
                <StateMark tone={TONES[view.state]} text={word("record_state", view.state)} />
                &nbsp;· {view.state_signed.by} · {instantText(view.state_signed.at)}
              </>
            ),
          },
          {
            key: "counts",
            label: t("register.counts_table"),
            children: <CountedIn view={view} source={source} />,
          },
          { key: "unit", label: t("common.unit"), children: view.unit_name },
        ]}
      />
      {view.state_reason != null && (
        <Alert
          type={view.state === "returned" ? "warning" : "info"}
          showIcon
          style={{ marginTop: 8 }}
          title={`${word("record_state", view.state)}${mark.colon}${view.state_reason}`}
        />
      )}
      {/* While it is being written the form says what is missing and what looks wrong. */}
      {!view.may.includes("save") && <Warnings warnings={view.warnings} />}
      {view.lacking.length > 0 && !view.may.includes("save") && (
        <Alert type="info" showIcon style={{ marginTop: 8 }} data-testid="lacking" title={t("register.lacking", { what: view.lacking.join(mark.semicolon) })} />
      )}
    </Panel>
  );
}

function Reading<V extends RecordView>({ view, kit }: { view: V; kit: Kit<V> }) {
  const [, before] = kit.versions(view);
  return (
    <>
      {view.subject_unit_name != null && (
        <p style={{ marginTop: 0 }}>
          {kit.subject?.label ?? t("register.subject")}{mark.colon}{view.subject_unit_name}
        </p>
      )}
      <AnswersView definition={kit.definition(kit.content(view))} content={kit.content(view)} before={before?.content ?? null} />
    </>
  );
}

function VersionsPanel<V extends RecordView>({ view, kit }: { view: V; kit: Kit<V> }) {
  const versions = kit.versions(view);
  if (versions.length < 2) return null;
  return (
    <Panel title={t("register.versions")}>
      <Collapse
        items={versions.map((version, index) => ({
          key: version.number,
          label: `${t("obligation.version", { number: version.number })} · ${version.sent.by} · ${exactText(version.sent.at)}`,
          children: (
            <AnswersView
              definition={kit.definition(version.content)}
              content={version.content}
              before={versions[index + 1]?.content ?? null}
            />
          ),
        }))}
      />
    </Panel>
  );
}
