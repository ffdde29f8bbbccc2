/** By when what goes back has to come again. A day that is usually given is one click away. */
import { Button } from "antd";
import dayjs from "dayjs";
import { useMe } from "@/app/session";
import { t } from "@/i18n";
import { DayPicker } from "@/ui/DayPicker";
import { StateMark } from "@/ui/StateMark";
import { deadlineText, instantText } from "@/ui/time";
import { isBefore, shanghaiInstant } from "./decision";
import { leaveOnEscape } from "./leaveOnEscape";

const DAYS_OFFERED = 2;
const FORMAT = "YYYY-MM-DD HH:mm";

/** The day that was typed, when it is one that can be: the library throws away what Enter was not pressed for. */
function typedDay(field: EventTarget): string | null {
  const typed = field instanceof HTMLInputElement ? field.value.trim() : "";
  const at = dayjs(typed);
  return at.isValid() && at.format(FORMAT) === typed ? shanghaiInstant(typed) : null;
}

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (until: string | null) => void;
  /** Where a form says it already, the label is the form's. */
  isLabelled?: boolean;
  /** By when the plan wants it. An answer is not asked for earlier by itself, and who does so reads it. */
  due: string;
  "aria-describedby"?: string;
  "aria-invalid"?: "true";
  "aria-required"?: "true";
}

export function Until({ id = "review-until", value = null, onChange, isLabelled = false, due, ...spoken }: Props) {
  const now = instantText(useMe().now);
  const soon = shanghaiInstant(dayjs(now).add(DAYS_OFFERED, "day").hour(15).minute(0).format(FORMAT));
  const offered = isBefore(soon, due) ? due : soon;
  return (
    <div style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap" }}>
      {!isLabelled && <label htmlFor={id}>{t("review.until")}</label>}
      <DayPicker
        {...spoken}
        id={id}
        showTime={{ format: "HH:mm", minuteStep: 15 }}
        format={FORMAT}
        value={value === null ? null : dayjs(instantText(value))}
        onChange={(at) => onChange?.(at === null ? null : shanghaiInstant(at.format(FORMAT)))}
        onKeyDown={(event) => {
          const typed = event.key === "Escape" ? typedDay(event.target) : null;
          if (typed !== null) onChange?.(typed);
          leaveOnEscape(event);
        }}
      />
      <Button size="small" onClick={() => onChange?.(offered)}>
        {t("review.until_offered", { until: deadlineText(offered) })}
      </Button>
      {value !== null && isBefore(value, due) && <StateMark tone="warn" text={t("review.until_early", { due: deadlineText(due) })} />}
    </div>
  );
}
