import { t } from "@/i18n";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/State";

/** For somebody who can log in and holds nothing yet: says who can change that. */
export function NoPost() {
  return (
    <Page title={t("app.no_post")}>
      <Empty text={t("app.no_post_help")} />
    </Page>
  );
}
