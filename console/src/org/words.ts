import { mark, t, word, type TextKey } from "@/i18n";

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

/** What a post is not for, and the rights of other posts that would make it untrue of somebody who holds both. */
const NOT: Record<string, [TextKey, ...string[]][]> = {
  office: [["role_not.reports_itself", "obligation.submit"]],
  leading_group: [["role_not.submits", "obligation.submit"], ["role_not.reviews", "obligation.review"]],
  city_reviewer: [["role_not.submits", "obligation.submit"]],
  expert: [["role_not.submits", "obligation.submit"], ["role_not.reviews", "obligation.review"]],
  system_admin: [["role_not.people", "org.manage_people"], ["role_not.contents", "obligation.read"]],
  security_admin: [["role_not.plan", "campaign.read"], ["role_not.contents", "obligation.read"]],
  audit_admin: [["role_not.changes", "org.manage_units", "org.manage_people", "obligation.submit", "obligation.review", "campaign.keep"]],
};

/** What a post is for; with the rights of all posts of a person, only what is true of the person. */
export function roleAbout(role: string, actions: string[] = []): string {
  const not = (NOT[role] ?? []).filter(([, ...rights]) => !rights.some((right) => actions.includes(right)));
  const does = word("role_about", role);
  return not.length === 0 ? t("role.does", { does }) : t("role.does_not", { does, not: not.map(([text]) => t(text)).join(mark.comma) });
}

/** The kind of a post; that it is held for somebody else belongs to it. */
export const roleText = (role: string, standsIn: boolean) =>
  standsIn ? `${word("role", role)}${mark.open}${t("people.stand_in")}${mark.close}` : word("role", role);

export const roleOptions = () => ROLES.map((role) => ({ value: role, label: word("role", role) }));
export const kindOptions = () => UNIT_KINDS.map((kind) => ({ value: kind, label: word("unit_kind", kind) }));
