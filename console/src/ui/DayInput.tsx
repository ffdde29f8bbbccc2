import dayjs from "dayjs";
import { DayPicker } from "./DayPicker";

/** A day as `YYYY-MM-DD` for forms. */
export function DayInput({ value, onChange, id, allowClear = true }: {
  value?: string | null;
  onChange?: (day: string | null) => void;
  id?: string;
  allowClear?: boolean;
}) {
  return (
    <DayPicker
      {...(id === undefined ? {} : { id })}
      allowClear={allowClear}
      value={value == null ? null : dayjs(value)}
      // Enter takes the day that was typed; it must not send the form as well.
      onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      onChange={(day) => onChange?.(day === null ? null : day.format("YYYY-MM-DD"))}
    />
  );
}
