/**
 * Search everywhere: `/` or Ctrl+K, a few letters, the arrows, Enter. Opened on demand: the first page does without it.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Link, useNavigate } from "react-router";
import { asProblem } from "@/api/problem";
import { searchQuery } from "@/api/search";
import type { Schemas } from "@/api/types";
import { isTextKey, t, word } from "@/i18n";
import { line } from "@/ui/time";
import { useSettled } from "@/ui/useSettled";
import { useMay } from "./session";

type Group = Schemas["SearchGroup"];
type Hit = Schemas["SearchHit"];

export default function Search({ close }: { close: () => void }) {
  const [typed, setTyped] = useState("");
  const [asked, askNow] = useSettled(typed.trim());
  // Whoever presses Enter before the answer is there goes to its first line when it comes.
  const [hurry, setHurry] = useState(false);
  const may = useMay();
  const navigate = useNavigate();
  const list = useId();
  const [at, setAt] = useState(0);
  const found = useQuery(searchQuery(asked));
  const groups = asked === "" ? [] : (found.data?.groups ?? []);
  const hits = groups.flatMap((group) => group.hits.map((hit) => ({ group, hit })));
  const chosen = Math.min(at, Math.max(hits.length - 1, 0));
  const address = ({ group, hit }: (typeof hits)[number]) => addressOf(group.kind, hit, may("obligation.read"));
  const go = (to: string) => {
    close();
    void navigate(to);
  };
  const isAnswered = asked === typed.trim() && found.isSuccess && !found.isPlaceholderData;
  const keys = (event: KeyboardEvent) => {
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
    } else if (hit !== undefined) go(address(hit));
  };
  useEffect(() => {
    if (!hurry || !isAnswered) return;
    setHurry(false);
    const [first] = hits;
    if (first !== undefined) go(address(first));
  });
  return (
    <div className="search">
      <input
        // Not of the type "search": that one would take the first Escape for itself.
        type="text"
        inputMode="search"
        role="combobox"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={50}
        aria-label={t("search.label")}
        aria-expanded={hits.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={hits.length > 0 ? `${list}-${chosen}` : undefined}
        placeholder={t("search.placeholder")}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
          setHurry(false);
        }}
        onKeyDown={keys}
      />
      <div id={list} role="listbox" aria-label={t("search.found")} className="found">
        {groups.map((group) => (
          <GroupOf
            key={group.kind}
            group={group}
            list={list}
            first={hits.findIndex((one) => one.group === group)}
            chosen={chosen}
            address={(hit) => address({ group, hit })}
            close={close}
          />
        ))}
      </div>
      <p className="soft" role="status">
        {stateText(asked, hits.length, found.isFetching, found.isError ? asProblem(found.error).message : null)}
      </p>
    </div>
  );
}

function stateText(asked: string, number: number, isAsking: boolean, problem: string | null): string {
  if (problem !== null) return problem;
  if (asked === "") return t("search.hint");
  if (isAsking) return t("search.asking");
  return number === 0 ? t("search.nothing") : t("search.keys");
}

interface GroupProps {
  group: Group;
  list: string;
  /** The number of its first hit among all. */
  first: number;
  chosen: number;
  address: (hit: Hit) => string;
  close: () => void;
}

function GroupOf({ group, list, first, chosen, address, close }: GroupProps) {
  const heading = `${list}-${group.kind}`;
  return (
    <div role="group" aria-labelledby={heading}>
      <div id={heading} className="kind">
        {word("search_kind", group.kind)}
        {group.more && <span className="soft">{t("search.more")}</span>}
        {group.looked != null && <span className="soft">{t("search.looked", { count: group.looked })}</span>}
      </div>
      {group.hits.map((hit, index) => (
        <Line
          key={hit.id}
          id={`${list}-${first + index}`}
          kind={group.kind}
          hit={hit}
          isChosen={chosen === first + index}
          to={address(hit)}
          close={close}
        />
      ))}
    </div>
  );
}

function Line({ id, kind, hit, isChosen, to, close }: {
  id: string;
  kind: string;
  hit: Hit;
  isChosen: boolean;
  to: string;
  close: () => void;
}) {
  const element = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <Link
      ref={element}
      id={id}
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      to={to}
      onClick={close}
    >
      <span className="title">{hit.title}</span>
      <span className="soft">{line(hit.place ?? null, wordOf(kind, hit.word ?? null), hit.day ?? null)}</span>
    </Link>
  );
}

const LISTS: Record<string, string> = {
  unit: "unit_kind",
  obligation: "state",
  activity: "record_state",
  exposure: "record_state",
  person: "role",
};

function wordOf(kind: string, value: string | null): string | null {
  const list = LISTS[kind];
  if (value === null || list === undefined) return null;
  return isTextKey(`${list}.${value}`) ? word(list, value) : null;
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
