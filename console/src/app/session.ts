/** Who is at the screen, and what their posts entitle them to. */
import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { answer, api } from "@/api/client";
import type { Me } from "@/api/types";

export const ME = ["me"] as const;

export function useMeQuery() {
  return useQuery({
    queryKey: ME,
    queryFn: () => answer(api.GET("/api/me")),
    staleTime: 60_000,
  });
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

/** True when some post of the person allows the action somewhere. The server decides about each single thing. */
export function useMay(): (...actions: string[]) => boolean {
  const { actions } = useMe();
  return (...wanted) => wanted.some((action) => actions.includes(action));
}

/** The unit that the person works for: that of the first post. */
export function useOwnUnit(): Me["posts"][number]["unit"] | null {
  return useMe().posts[0]?.unit ?? null;
}
