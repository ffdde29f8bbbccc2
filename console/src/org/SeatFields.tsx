/** Where somebody gets a post and which one: what the post may do is read before it is given. */
import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { t, word } from "@/i18n";
import { UnitInput } from "@/ui/UnitInput";
import { unitTreeQuery, type UnitItem } from "./api";
import { isRole, roleAbout, roleOptions, seatOf } from "./words";

const TITLE_CHARS_MAX = 200;

/** What the fields hold. */
export interface Seat {
  unit_id: string;
  role: string;
  /** The words on the door; a post may go without. */
  title?: string;
}

/** The server decides; said here as well, so that nobody fills in the rest in vain. */
function fits(role: string, unit: UnitItem): boolean {
  switch (seatOf(role)) {
    case "top":
      return unit.parent_id == null;
    case "area":
      return ["city", "special_zone", "county"].includes(unit.kind);
    case "enterprise":
      return unit.kind === "enterprise";
    case "any":
      return !["line", "warehouse"].includes(unit.kind);
  }
}

export function SeatFields() {
  const tree = useQuery(unitTreeQuery);
  const role = Form.useWatch<string | undefined>("role");
  return (
    <>
      <Form.Item name="unit_id" label={t("common.unit")} rules={[{ required: true }]}>
        <UnitInput />
      </Form.Item>
      <Form.Item
        name="role"
        label={t("people.role")}
        dependencies={["unit_id"]}
        {...(isRole(role) ? { extra: roleAbout(role) } : {})}
        rules={[
          { required: true },
          ({ getFieldValue }) => ({
            validator: (_, chosen: string | undefined) => {
              const unit = tree.data?.items.find(({ id }) => id === getFieldValue("unit_id"));
              return chosen === undefined || unit === undefined || fits(chosen, unit)
                ? Promise.resolve()
                : Promise.reject(new Error(t("people.seat", { role: word("role", chosen), place: word("seat", seatOf(chosen)) })));
            },
          }),
        ]}
      >
        <Select options={roleOptions()} placeholder={t("common.pick")} />
      </Form.Item>
      <Form.Item name="title" label={t("person_head.title")}>
        <Input maxLength={TITLE_CHARS_MAX} autoComplete="off" placeholder={t("people.title_hint")} />
      </Form.Item>
    </>
  );
}
