import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { searchQuery } from "@/api/search";
import type { Schemas } from "@/api/types";
import { useSettled } from "@/ui/useSettled";
import { useMay } from "./session";

export type Group = Schemas["SearchGroup"];
export type Hit = Schemas["SearchHit"];

/** What is typed, what was found for it, and which of that the keys have come to. */
export function useSearch(close: () => void) {
  const [typed, setTyped] = useState("");
  const [asked, askNow] = useSettled(typed.trim());
  // Whoever presses Enter before the answer is there goes to its first line when it comes.
  const [hurry, setHurry] = useState(false);
  const [at, setAt] = useState(0);
  const seesBoard = useMay()("obligation.read");
  const navigate = useNavigate();
  const found = useQuery(searchQuery(asked));
  const groups = asked === "" ? [] : (found.data?.groups ?? []);
  const hits = groups.flatMap((group) => group.hits.map((hit) => ({ group, hit })));
  const chosen = Math.min(at, Math.max(hits.length - 1, 0));
  const isAnswered = asked === typed.trim() && found.isSuccess && !found.isPlaceholderData;
  const address = (group: Group, hit: Hit) => addressOf(group.kind, hit, seesBoard);
  const go = ({ group, hit }: (typeof hits)[number]) => {
    close();
    void navigate(address(group, hit));
  };
  const type = (text: string) => {
    setTyped(text);
    setAt(0);
    setHurry(false);
  };
  const press = (event: KeyboardEvent) => {
    // While a word is being composed, Enter and the arrows belong to the input method.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && hits.length > 0) {
      event.preventDefault();
      setAt((chosen + step + hits.length) % hits.length);
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const hit = hits[chosen];
    if (!isAnswered) {
      if (found.isError && asked === typed.trim()) void found.refetch();
      else askNow(typed.trim());
      setHurry(true);
    } else if (hit !== undefined) go(hit);
  };
  useEffect(() => {
    if (!hurry || !isAnswered) return;
    setHurry(false);
    const [first] = hits;
    if (first !== undefined) go(first);
  });
  return { typed, asked, found, groups, hits, chosen, address, type, press };
}

function addressOf(kind: string, hit: Hit, seesBoard: boolean): string {
  switch (kind) {
    case "unit":
      return seesBoard ? `/board?unit=${hit.id}` : `/units?unit=${hit.id}`;
    case "obligation":
      return `/obligations/${hit.id}`;
    case "activity":
      return `/activities/${hit.id}`;
    case "exposure":
      return `/exposures/${hit.id}`;
    default:
      return `/people?person=${hit.id}`;
  }
}
