/** What only paper has to say: who printed the page, and when. */
import { useQueryClient } from "@tanstack/react-query";
import { useContext, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { Me } from "@/api/types";
import { ME, MeContext } from "@/app/session";
import { t } from "@/i18n";
import { instantText } from "./time";

/** What the server's clock said at a moment of this computer's, whose own may be wrong. */
export function useServerClock(me: Me): (local: number) => string {
  const client = useQueryClient();
  return (local) => {
    const asked = client.getQueryState(ME)?.dataUpdatedAt ?? local;
    return new Date(Date.parse(me.now) + local - asked).toISOString();
  };
}

/** Under the heading of every page on paper. Nobody prints a page before the login. */
export function Printed() {
  const me = useContext(MeContext);
  return me === null ? null : <By me={me} />;
}

function By({ me }: { me: Me }) {
  const clock = useServerClock(me);
  const [at, setAt] = useState(() => clock(Date.now()));
  useEffect(() => {
    // The paper is made as soon as this returns.
    const now = () => flushSync(() => setAt(clock(Date.now())));
    window.addEventListener("beforeprint", now);
    return () => window.removeEventListener("beforeprint", now);
  });
  const [post] = me.posts;
  const by = post === undefined ? me.person.name : `${post.unit.name} ${me.person.name}`;
  return <div className="print-only">{t("app.printed", { by, at: instantText(at) })}</div>;
}
