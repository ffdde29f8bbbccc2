import { DatePicker, type DatePickerProps } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useServerNow } from "@/app/session";
import { instantText } from "./time";

/** The library's picker, which opens at the day of the server and not at that of the computer, and offers no other “now”. */
export function DayPicker(props: DatePickerProps<Dayjs, false>) {
  const now = useServerNow();
  return <DatePicker showNow={false} {...(now === null ? {} : { defaultPickerValue: dayjs(instantText(now)) })} {...props} />;
}
