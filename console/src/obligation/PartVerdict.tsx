import { Input, Radio } from "antd";
import { t } from "@/i18n";
import type { Said } from "./decision";
import { leaveOnEscape } from "./leaveOnEscape";
import { Phrases } from "./Phrases";

/** Right, wrong with a reason, or nothing said. */
export function PartVerdict({ title, said, say }: { title: string; said: Said | null; say: (said: Said | null) => void }) {
  return (
    <div className="no-print" style={{ marginTop: 6, display: "flex", gap: 8, flexWrap: "wrap", alignItems: "center" }}>
      <Radio.Group
        size="small"
        optionType="button"
        aria-label={t("review.about_part", { title })}
        value={said === null ? "none" : said.ok ? "ok" : "wrong"}
        onChange={(event) => {
          const verdict: unknown = event.target.value;
          say(verdict === "none" ? null : { ok: verdict === "ok", reason: said?.reason ?? "" });
        }}
        options={[
          { value: "none", label: t("review.part_none") },
          { value: "ok", label: t("review.part_ok") },
          { value: "wrong", label: t("review.part_wrong") },
        ]}
      />
      {said !== null && !said.ok && (
        <>
          <Input.TextArea
            size="small"
            // As high as what is said: a reason is read whole before it is sent.
            autoSize
            style={{ width: 420, maxWidth: "100%" }}
            aria-label={t("review.reason_for", { title })}
            className="over-foot"
            data-reason={said.reason.trim() === "" ? "lacking" : "given"}
            placeholder={t("common.reason_help")}
            value={said.reason}
            onKeyDown={leaveOnEscape}
            onChange={(event) => say({ ok: false, reason: event.target.value })}
          />
          <Phrases
            label={t("review.phrases_for", { title })}
            value={said.reason}
            onChange={(reason) => say({ ok: false, reason })}
          />
        </>
      )}
    </div>
  );
}
