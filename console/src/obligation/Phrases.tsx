/** What reviewers write again and again, one choice away. It goes into the field and can be changed before it is sent. */
import { Select } from "antd";
import { t } from "@/i18n";

export function Phrases({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  return (
    <Select
      size="small"
      aria-label={label}
      placeholder={t("review.phrases")}
      popupMatchSelectWidth={false}
      style={{ width: 150 }}
      value={null}
      onChange={(phrase: string | null) => phrase !== null && onChange(withPhrase(value, phrase))}
      options={t("review.phrase_list")
        .split("\n")
        .map((phrase) => ({ value: phrase, label: phrase }))}
    />
  );
}

/** A phrase after what is written already; the same one is not said twice. */
export function withPhrase(text: string, phrase: string): string {
  if (text.includes(phrase)) return text;
  return text.trim() === "" ? phrase : `${text.trim()}${t("mark.semicolon")}${phrase}`;
}
