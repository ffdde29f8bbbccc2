/** Who may be here at all: everything inside needs a login, a password of one's own, and the second factor where due. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Navigate, Outlet, useLocation, useNavigate } from "react-router";
import { onSessionEnded } from "@/api/client";
import { asProblem } from "@/api/problem";
import { Loading, Problematic } from "@/ui/State";
import { CampaignProvider } from "./CampaignScope";
import { Framed } from "./Framed";
import { mayOpen } from "./menu";
import { ME, MeContext, useMeQuery } from "./session";
import { rememberVisit, wasHere } from "./visited";

/** The one page that fills the screen, without menu and header. */
export const WALL = "/wall";

/** Where to go after the login, and whether there was one that has ended: somebody who was never here has none. */
function loginState(back: string) {
  return { back, ended: wasHere() };
}

export function Layout() {
  const me = useMeQuery();
  const { pathname, search, hash } = useLocation();
  const here = pathname + search + hash;
  const navigate = useNavigate();
  const client = useQueryClient();

  useEffect(
    () =>
      onSessionEnded(() => {
        client.removeQueries({ queryKey: ME });
        void navigate("/login", { replace: true, state: loginState(here) });
      }),
    [client, navigate, here],
  );
  useEffect(() => {
    if (me.isSuccess) rememberVisit();
  }, [me.isSuccess]);

  if (me.isPending) return <Loading />;
  // Who was known stays: a connection that is lost for a while does not take away the page and what is being written on it.
  if (me.data === undefined) {
    const problem = asProblem(me.error);
    if (problem.kind === "login-required") return <Navigate to="/login" replace state={loginState(here)} />;
    return <Problematic problem={problem} retry={() => void me.refetch()} />;
  }
  if (me.data.must_change_password && pathname !== "/password") return <Navigate to="/password" replace />;
  const owes = me.data.must_enrol_second_factor && !me.data.must_change_password;
  if (owes && pathname !== "/second-factor") return <Navigate to="/second-factor" replace />;
  return (
    <MeContext value={me.data}>
      <CampaignProvider>
        {pathname === WALL && mayOpen(WALL, me.data.actions) ? <Outlet /> : <Framed me={me.data} />}
      </CampaignProvider>
    </MeContext>
  );
}
