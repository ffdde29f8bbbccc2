/**
 * Search everywhere: `/` or Ctrl+K, a few letters, the arrows, Enter. Opened on demand: the first page does without it.
 */
import { useEffect, useId, useRef } from "react";
import { Link } from "react-router";
import { asProblem } from "@/api/problem";
import { isTextKey, t, word } from "@/i18n";
import { line } from "@/ui/time";
import { useSearch, type Group, type Hit } from "./useSearch";

export default function Search({ close }: { close: () => void }) {
  const list = useId();
  const { typed, asked, found, groups, hits, chosen, address, type, press } = useSearch(close);
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
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
      />
      <div id={list} role="listbox" aria-label={t("search.found")} className="found">
        {groups.map((group) => (
          <GroupOf
            key={group.kind}
            group={group}
            list={list}
            first={hits.findIndex((one) => one.group === group)}
            chosen={chosen}
            address={(hit) => address(group, hit)}
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
      <span className="title">
        {hit.title}
        {hit.also != null && <span className="soft"> {t("search.also", { text: hit.also })}</span>}
      </span>
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
