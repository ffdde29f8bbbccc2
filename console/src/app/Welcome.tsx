import { Navigate } from "react-router";
import { t } from "@/i18n";
import { Empty } from "@/ui/State";
import { menuFor } from "./menu";
import { useMe } from "./session";

/** The first screen is the first entry of the person's own menu. */
export function Welcome() {
  const first = menuFor(useMe().actions)[0];
  if (first === undefined) return <Empty text={t("app.no_post")} help={t("app.no_post_help")} />;
  return <Navigate to={first.path} replace />;
}
