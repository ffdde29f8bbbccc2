import { Button, Progress } from "antd";
import type { FormEvidence } from "@/api/types";
import { mark, t } from "@/i18n";
import { Thumbnail } from "./EvidenceFiles";
import type { Going } from "./useUploads";

interface Props {
  one: Going;
  kind: FormEvidence["kind"];
  address: string | undefined;
  again: () => void;
  drop: () => void;
}

/** A file on its way: how far it is, or why it did not arrive. */
export function GoingLine({ one, kind, address, again, drop }: Props) {
  const percent = Math.floor(one.share * 100);
  return (
    <div style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap", padding: "4px 0" }}>
      <Thumbnail file={{ kind, media_type: one.file.type }} address={address} />
      <span>{one.file.name}</span>
      {one.failure === null ? (
        <>
          <Progress percent={percent} size="small" style={{ width: 160, margin: 0 }} showInfo={false} />
          <span className="soft" aria-live="polite">
            {stateOf(one.waiting, percent)}
          </span>
        </>
      ) : (
        <>
          <span role="alert" className="trouble">
            {t("evidence.failed")}{mark.colon}{one.failure.message}
          </span>
          {/* What the server refused it would refuse again. */}
          {one.failure.isUncertain && (
            <Button size="small" onClick={again}>
              {t("evidence.again")}
            </Button>
          )}
        </>
      )}
      <Button size="small" type="text" onClick={drop}>
        {t("common.remove")}
      </Button>
    </div>
  );
}

function stateOf(waiting: boolean, percent: number): string {
  if (waiting) return t("evidence.waiting", { percent });
  return percent >= 100 ? t("evidence.hashing") : t("evidence.progress", { percent });
}
