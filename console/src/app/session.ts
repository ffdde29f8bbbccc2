/** Who is at the screen, and what their posts entitle them to. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect } from "react";
import { useLocation } from "react-router";
import { answer, api } from "@/api/client";
import type { Me } from "@/api/types";

export const ME = ["me"] as const;

const ask = () => answer(api.GET("/api/me"));

/** What pages say about the time is that of this answer. */
const OLD_MS = 30_000;

export function useMeQuery() {
  const client = useQueryClient();
  const { pathname } = useLocation();
  useEffect(() => {
    const state = client.getQueryState(ME);
    if (state?.data === undefined || Date.now() - state.dataUpdatedAt < OLD_MS) return;
    // Beside the query, which would take an error for an answer and the page away; the end of a session is told elsewhere.
    // Only when somebody goes to another page: a page that lies open must not keep a session alive.
    ask().then(
      (me) => client.setQueryData(ME, me),
      () => undefined,
    );
  }, [client, pathname]);
  return useQuery({ queryKey: ME, queryFn: ask, staleTime: 60_000 });
}

export const MeContext = createContext<Me | null>(null);

/** The person who is logged in. Only pages inside the layout may ask. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error("a page outside the layout asked who is logged in");
  return me;
}

/** The server's clock, for where there may be nobody yet. */
export function useServerNow(): string | null {
  return useContext(MeContext)?.now ?? null;
}

/** What the server's clock said at a moment of this computer's, whose own may be wrong. */
export function useServerClock(me: Me): (local: number) => string {
  const client = useQueryClient();
  return (local) => {
    const asked = client.getQueryState(ME)?.dataUpdatedAt ?? local;
    return new Date(Date.parse(me.now) + local - asked).toISOString();
  };
}

/** True when some post of the person allows the action somewhere. The server decides about each single thing. */
export function useMay(): (...actions: string[]) => boolean {
  const { actions } = useMe();
  return (...wanted) => wanted.some((action) => actions.includes(action));
}

/** The unit that the person works for: that of the first post. */
export function useOwnUnit(): Me["posts"][number]["unit"] | null {
  return useMe().posts[0]?.unit ?? null;
}
