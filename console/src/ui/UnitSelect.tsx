import { useQuery } from "@tanstack/react-query";
import { TreeSelect } from "antd";
import { useId, useState, type KeyboardEvent } from "react";
import { searchQuery } from "@/api/search";
import { useServerNow } from "@/app/session";
import { unitTreeQuery, type UnitItem } from "@/org/api";
import { mark, t } from "@/i18n";
import { clearing } from "./clearing";
import { instantText } from "./time";
import { useSettled } from "./useSettled";

interface Node {
  value: string;
  title: string;
  disabled: boolean;
  children: Node[];
}

/** Why a unit is not one today: its first day is still to come, or its last one is over. */
export function outOfForce({ in_force, valid_from }: Pick<UnitItem, "in_force" | "valid_from">, today: string): string | null {
  if (in_force) return null;
  return t(valid_from > today ? "unit.not_begun" : "unit.closed");
}

/** The flat list of the server as a tree; a unit whose parent is not in it is a root for this person. */
export function treeOf(items: UnitItem[], today = "", kinds: string[] = []): Node[] {
  const node = (unit: UnitItem): Node => {
    const out = outOfForce(unit, today);
    return {
      value: unit.id,
      title: out === null ? unit.name : `${unit.name}${mark.open}${out}${mark.close}`,
      disabled: kinds.length > 0 && !kinds.includes(unit.kind),
      children: [],
    };
  };
  const nodes = new Map(items.map((item) => [item.id, node(item)]));
  const roots: Node[] = [];
  for (const { id, parent_id } of items) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    const parent = parent_id == null ? undefined : nodes.get(parent_id);
    if (parent === undefined) roots.push(node);
    else parent.children.push(node);
  }
  return roots;
}

/** The day by the server's clock. */
export const useToday = () => instantText(useServerNow()).slice(0, 10);

/** Without a unit and all that is under it: a unit goes into neither. */
function outside(items: UnitItem[], unit: string | undefined): UnitItem[] {
  if (unit === undefined) return items;
  const gone = new Set([unit]);
  // Until a round finds nobody more: nothing is promised about the order of the list.
  for (let before = 0; before !== gone.size; ) {
    before = gone.size;
    for (const { id, parent_id } of items) if (parent_id != null && gone.has(parent_id)) gone.add(id);
  }
  return items.filter(({ id }) => !gone.has(id));
}

/** Letters that may spell a name, such as dls for 大连市. */
const LETTERS = /^[a-z]{1,50}$/i;

/** The units whose names the letters spell; of many the best few, and more letters bring the others. */
function useSpelled(typed: string): string[] {
  const [asked] = useSettled(LETTERS.test(typed) ? typed : "");
  const found = useQuery(searchQuery(asked)).data;
  const units = asked === "" ? undefined : found?.groups.find(({ kind }) => kind === "unit");
  return units?.hits.map(({ id }) => id) ?? [];
}

/** What was looked for and nothing else, so that the first line is the best and Enter takes it. */
export function matching(items: UnitItem[], typed: string, spelled: string[], kinds: string[] = []): UnitItem[] {
  const place = ({ id }: UnitItem) => (spelled.includes(id) ? spelled.indexOf(id) : spelled.length);
  return items
    .filter(({ id, name, kind }) => (kinds.length === 0 || kinds.includes(kind)) && (spelled.includes(id) || name.toUpperCase().includes(typed.toUpperCase())))
    .map((item) => ({ ...item, parent_id: null }))
    .sort((one, other) => place(one) - place(other));
}

interface Props {
  value: string | undefined;
  onChange: (unit: string | undefined) => void;
  label?: string;
  id?: string;
  allowClear?: boolean;
  /** Only units of these kinds can be chosen; none means any. */
  kinds?: string[];
  /** This unit and what is under it are not offered. */
  without?: string;
  width?: number | string;
}

/** Picks a unit of the part of the tree that the person may see. */
export function UnitSelect({ value, onChange, label = t("common.unit"), id, allowClear = true, kinds, without, width = 240 }: Props) {
  const tree = useQuery(unitTreeQuery);
  const unnamed = useId();
  const own = id ?? unnamed;
  const [typed, setTyped] = useState("");
  const spelled = useSpelled(typed.trim());
  const [isOpen, setOpen] = useState(false);
  // An arrow has chosen another line than the first; the library then knows which.
  const [isLed, setLed] = useState(false);
  const items = outside(tree.data?.items ?? [], without);
  const found = typed.trim() === "" ? null : matching(items, typed.trim(), spelled, kinds);
  const roots = treeOf(found ?? items, useToday(), kinds);
  const close = () => {
    setOpen(false);
    setTyped("");
  };
  // The library marks a first line when a letter is typed, and what the server finds comes after that.
  const keys = ({ key }: KeyboardEvent) => {
    if (key.startsWith("Arrow")) setLed(true);
    const first = found?.[0];
    if (key !== "Enter" || isLed || first === undefined) return;
    onChange(first.id);
    close();
  };
  // A unit that is not among them has no name for this person, and an id says nothing.
  const isUnknown = value !== undefined && tree.data !== undefined && !tree.data.items.some((item) => item.id === value);
  return (
    <TreeSelect
      id={own}
      // With an id it belongs to a form, whose own label says which unit is meant.
      {...(id === undefined ? { "aria-label": label } : {})}
      // The field says that it opens a list of this name; the library's tree does not bear it.
      popupRender={(list) => <div id={`${own}_list`}>{list}</div>}
      placeholder={id === undefined ? label : t("common.pick")}
      loading={tree.isPending}
      showSearch={{
        filterTreeNode: false,
        onSearch: (text) => {
          setTyped(text);
          setLed(false);
        },
      }}
      open={isOpen}
      onOpenChange={(open) => (open ? setOpen(true) : close())}
      onKeyDown={keys}
      allowClear={allowClear && clearing()}
      // What can be chosen may lie deep: a warehouse is folded under its enterprise.
      treeDefaultExpandAll={kinds !== undefined && kinds.length > 0}
      treeDefaultExpandedKeys={roots.map((root) => root.value)}
      style={{ width, maxWidth: "100%" }}
      value={value}
      onChange={(next: string | undefined) => onChange(next)}
      treeData={isUnknown && typed === "" ? [...roots, { value, title: t("unit.unknown"), disabled: true, children: [] }] : roots}
    />
  );
}
