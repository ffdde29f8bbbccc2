/** Conditions of a list under a name of one's own. They live in this browser: nobody else would know what they mean. */
import { Button, Input } from "antd";
import { useState } from "react";
import { useLocation, useSearchParams } from "react-router";
import { t } from "@/i18n";
import { Dialog } from "./Dialog";
import { keep, recalled } from "./kept";

export interface SavedFilter {
  name: string;
  search: string;
}

const NAME_CHARS_MAX = 20;
const SAVED_MAX = 20;

/** What is opened beside a list belongs to the moment and not to its conditions, and so does the campaign. */
const OF_THE_MOMENT = ["campaign", "submission", "person", "tab", "report"];

export function conditionsOf(search: URLSearchParams): string {
  const kept = [...search].filter(([name, value]) => !OF_THE_MOMENT.includes(name) && value !== "");
  return new URLSearchParams(kept.sort(([a], [b]) => (a < b ? -1 : 1))).toString();
}

/** The conditions in place of those that are there; what is of the moment stays. */
export function withConditions(before: URLSearchParams, conditions: string): URLSearchParams {
  const stays = [...before].filter(([name]) => OF_THE_MOMENT.includes(name));
  return new URLSearchParams([...stays, ...new URLSearchParams(conditions)]);
}

export function savedOf(kept: unknown): SavedFilter[] {
  if (!Array.isArray(kept)) return [];
  return kept.filter(
    (one): one is SavedFilter => typeof one?.name === "string" && typeof one?.search === "string" && one.name !== "",
  );
}

/** A name says one thing: saving under it again replaces what it meant. */
export function withSaved(saved: SavedFilter[], one: SavedFilter): SavedFilter[] {
  return [...saved.filter(({ name }) => name !== one.name), one].slice(-SAVED_MAX);
}

export function SavedFilters() {
  const [search, setSearch] = useSearchParams();
  const { saved, add, remove } = useSaved();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const now = conditionsOf(search);
  if (now === "" && saved.length === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-haspopup="dialog">
        {t("filters.saved", { count: saved.length })}
      </Button>
      <Dialog open={open} title={t("filters.title")} onClose={() => setOpen(false)}>
        <p className="soft">{t("filters.about")}</p>
        <ul className="saved-filters">
          {saved.map((one) => (
            <li key={one.name}>
              <Button
                type="link"
                aria-current={one.search === now}
                onClick={() => {
                  setSearch((before) => withConditions(before, one.search));
                  setOpen(false);
                }}
              >
                {one.name}
              </Button>
              <Button type="text" aria-label={`${t("common.remove")} ${one.name}`} onClick={() => remove(one)}>
                {t("common.remove")}
              </Button>
            </li>
          ))}
        </ul>
        {now === "" ? (
          <p>{t("filters.nothing")}</p>
        ) : (
          <NameForm
            name={name}
            setName={setName}
            save={() => {
              add({ name: name.trim(), search: now });
              setName("");
            }}
          />
        )}
      </Dialog>
    </>
  );
}

/** Those of the list that is shown. */
function useSaved() {
  const place = `filters.${useLocation().pathname}`;
  const [saved, setSaved] = useState(() => recalled(place, savedOf));
  const change = (next: SavedFilter[]) => {
    setSaved(next);
    keep(place, next);
  };
  return {
    saved,
    add: (one: SavedFilter) => change(withSaved(saved, one)),
    remove: (one: SavedFilter) => change(saved.filter((other) => other !== one)),
  };
}

/** Gives the conditions of now a name. What is typed belongs to the list, so that it is still there when the dialog opens again. */
function NameForm({ name, setName, save }: { name: string; setName: (name: string) => void; save: () => void }) {
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") save();
      }}
    >
      <Input
        aria-label={t("filters.name")}
        placeholder={t("filters.name")}
        maxLength={NAME_CHARS_MAX}
        style={{ width: 220 }}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="primary" htmlType="submit" disabled={name.trim() === ""}>
        {t("filters.save")}
      </Button>
    </form>
  );
}
