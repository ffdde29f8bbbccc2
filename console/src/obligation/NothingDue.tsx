/** The to-do list with nothing in it: what comes next and when, and what can be done meanwhile. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMay } from "@/app/session";
import { mark, t } from "@/i18n";
import { rowsOfPages } from "@/ui/DataTable";
import { LinkButton } from "@/ui/LinkButton";
import { Notice } from "@/ui/State";
import { TitleLink } from "@/ui/TitleLink";
import { deadlineText } from "@/ui/time";
import { obligationsQuery } from "./api";
import { itemTitle } from "./state";

export function NothingDue({ campaign }: { campaign: string }) {
  const may = useMay();
  const coming = useInfiniteQuery(obligationsQuery({ campaign, state: "not_yet_open" }, true));
  const [next] = rowsOfPages(coming).sort((one, other) => one.opens_at.localeCompare(other.opens_at));
  return (
    <Notice
      mark="good"
      title={t("todo.empty")}
      help={
        <>
          {next !== undefined && (
            <p data-testid="coming">
              {t("todo.next")}
              {mark.colon}
              <TitleLink to={`/obligations/${next.id}`} text={itemTitle(next)} />
              {mark.open}
              {t("todo.next_days", { opens: deadlineText(next.opens_at), due: deadlineText(next.due_at) })}
              {mark.close}
            </p>
          )}
          <p>{t(may("activity.record") ? "todo.empty_record" : "todo.empty_help")}</p>
        </>
      }
      extra={
        <>
          {may("activity.record") && (
            <LinkButton type="primary" to="/activities?new=1">
              {t("activity.new")}
            </LinkButton>
          )}
          <LinkButton to="/obligations">{t("menu.obligations")}</LinkButton>
          <LinkButton to="/plan">{t("menu.plan")}</LinkButton>
        </>
      }
    />
  );
}
