import { useMe } from "@/app/session";
import { t, word } from "@/i18n";
import { Page, Panel } from "@/ui/Page";
import { PasswordForm } from "./PasswordForm";
import { Tokens } from "./Tokens";

export default function AccountPage() {
  const me = useMe();
  return (
    <Page title={t("app.account")} about={`${me.person.name} · ${me.person.login}`}>
      <Panel title={t("account.posts")}>
        <ul>
          {me.posts.map((post) => (
            <li key={post.id}>
              {post.unit.name} · {word("role", post.role)}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("password.title")}>
        <div style={{ maxWidth: 420 }}>
          <PasswordForm done={() => undefined} />
        </div>
      </Panel>
      <Tokens />
    </Page>
  );
}
