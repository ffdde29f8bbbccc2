import { useMe } from "@/app/session";
import { t } from "@/i18n";
import { Page, Panel } from "@/ui/Page";
import { dayText } from "@/ui/time";
import { CalendarAddress } from "./CalendarAddress";
import { PasswordForm } from "./PasswordForm";
import { SecondFactor } from "./SecondFactor";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";
import { roleText } from "./words";

export default function AccountPage() {
  const me = useMe();
  return (
    <Page help="help.account" title={t("app.account")} about={`${me.person.name} · ${me.person.login}`}>
      <Panel title={t("account.posts")}>
        <ul>
          {me.posts.map((post) => (
            <li key={post.id}>
              {post.unit.name} · {roleText(post.role, post.stand_in)}
              {post.valid_to != null && ` · ${t("account.until", { day: dayText(post.valid_to) })}`}
            </li>
          ))}
        </ul>
      </Panel>
      {me.actions.includes("obligation.submit") && <CalendarAddress />}
      <Panel title={t("password.title")}>
        <div style={{ maxWidth: 420 }}>
          <PasswordForm done={() => undefined} />
        </div>
      </Panel>
      <SecondFactor />
      <Sessions />
      <Tokens />
    </Page>
  );
}
