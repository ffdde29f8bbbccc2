/** What only paper has to say: who printed the page, and when. */
import { useContext, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { Me } from "@/api/types";
import { MeContext, useServerClock } from "@/app/session";
import { t } from "@/i18n";
import { instantText } from "./time";

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
