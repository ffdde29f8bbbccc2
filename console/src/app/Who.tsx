/** The right end of the header: the person's post, how everything looks, the way out. */
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { api } from "@/api/client";
import type { Me } from "@/api/types";
import { useWrite } from "@/api/write";
import { forgetAllUnsaved } from "@/form/unsaved";
import { t, word } from "@/i18n";
import { Disclosure } from "@/ui/Disclosure";
import { ElderButton, LookChoices } from "./Look";
import { useMayBegin } from "./useBegins";
import { forgetVisit } from "./visited";

export function Who({ me }: { me: Me }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const leave = useWrite({
    send: async (_: null) => api.DELETE("/api/session"),
    refresh: [],
    done: () => {
      client.clear();
      forgetAllUnsaved();
      forgetVisit();
      void navigate("/login", { replace: true });
    },
  });
  const begins = useMayBegin();
  const [post, ...more] = me.posts;
  return (
    <div className="who">
      {post !== undefined && (
        <span className="own hide-small" data-testid="own-unit">
          {post.unit.name} · {word("role", post.role)}
          {more.length > 0 && t("app.more_posts", { count: me.posts.length })}
        </span>
      )}
      <ElderButton className="bar-button" />
      <Disclosure text={t("look.title")}>{() => <LookChoices />}</Disclosure>
      <Disclosure text={<span className="own-name">{me.person.name}</span>} label={t("app.own_menu", { name: me.person.name })}>
        {(close) => (
          <>
            {/* The header cuts what is long and hides the post on a telephone; here is all of it. */}
            <div className="who-is">
              <strong>{me.person.name}</strong>
              {me.posts.map(({ unit, role }) => (
                <div key={`${unit.id}-${role}`}>
                  {unit.name} · {word("role", role)}
                </div>
              ))}
            </div>
            {begins && (
              <Link className="choice" to="/begin" onClick={close}>
                {t("begin.title")}
              </Link>
            )}
            <Link className="choice" to="/account" onClick={close}>
              {t("app.account")}
            </Link>
            <a className="choice" href="/">
              {t("app.home_page")}
            </a>
            <button type="button" className="choice" onClick={() => leave.mutate(null)}>
              {t("app.logout")}
            </button>
          </>
        )}
      </Disclosure>
    </div>
  );
}
