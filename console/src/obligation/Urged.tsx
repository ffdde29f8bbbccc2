/** What was said to those who are late: at a line in short, at the obligation all of it. */
import { Alert } from "antd";
import type { Schemas } from "@/api/types";
import { mark, t, word } from "@/i18n";
import { Panel } from "@/ui/Page";
import { StateMark } from "@/ui/StateMark";
import { instantText } from "@/ui/time";

type LastUrge = Schemas["LastUrge"];

/** For a line of a list: how often, when last. */
export function UrgedMark({ urged }: { urged: Schemas["UrgeCount"] | null | undefined }) {
  if (urged == null) return null;
  return (
    <span title={t("urge.last_at", { at: instantText(urged.last_at) })}>
      <StateMark tone="warn" text={t("urge.times", { times: urged.times })} small />
    </span>
  );
}

/** For a line of a list: when last, by whom, and the words. */
export function UrgedLine({ urged }: { urged: LastUrge | null | undefined }) {
  if (urged == null) return null;
  const { last, times } = urged;
  return (
    <div className="urged" data-testid="urged">
      <StateMark tone="warn" text={t("urge.times", { times })} small />{" "}
      <span className="soft">
        {t("urge.said", { unit: last.unit.name, by: last.urged_by, at: instantText(last.urged_at) })}
      </span>
      <div className="words">{last.message}</div>
    </div>
  );
}

/** On top of the page of those who have to do something about it. */
export function UrgedNotice({ urge }: { urge: Schemas["UrgeView"] }) {
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      data-testid="urged"
      title={t("urge.said", { unit: urge.unit.name, by: urge.urged_by, at: instantText(urge.urged_at) })}
      description={<span style={{ whiteSpace: "pre-line" }}>{urge.message}</span>}
    />
  );
}

export function Urges({ urges }: { urges: Schemas["UrgeView"][] }) {
  return (
    <Panel title={t("urge.history")}>
      <ul style={{ margin: 0 }}>
        {urges.map((urge) => (
          <li key={`${urge.urged_at} ${urge.message}`}>
            {t("urge.said", { unit: urge.unit.name, by: urge.urged_by, at: instantText(urge.urged_at) })}
            {mark.open}
            {word("state", urge.state)}
            {mark.close}
            {mark.colon}
            <span style={{ whiteSpace: "pre-line" }}>{urge.message}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
