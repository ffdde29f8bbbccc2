import { mark, t, word } from "@/i18n";

export const ROLES = [
  "office", "leading_group", "city_officer", "city_reviewer", "safety_manager", "expert", "system_admin",
  "security_admin", "audit_admin",
] as const;
export const UNIT_KINDS = ["province", "city", "special_zone", "county", "enterprise", "line", "warehouse"] as const;

export const isRole = (role: string | undefined): role is (typeof ROLES)[number] => ROLES.some((known) => known === role);

/** Where a post can be held: what reaches everywhere is held where everything is answered for. */
export function seatOf(role: string): "top" | "area" | "enterprise" | "any" {
  if (role === "city_officer" || role === "city_reviewer") return "area";
  if (role === "safety_manager") return "enterprise";
  return role === "expert" ? "any" : "top";
}

/** The kind of a post; that it is held for somebody else belongs to it. */
export const roleText = (role: string, standsIn: boolean) =>
  standsIn ? `${word("role", role)}${mark.open}${t("people.stand_in")}${mark.close}` : word("role", role);

export const roleOptions = () => ROLES.map((role) => ({ value: role, label: word("role", role) }));
export const kindOptions = () => UNIT_KINDS.map((kind) => ({ value: kind, label: word("unit_kind", kind) }));
