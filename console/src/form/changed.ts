/** What differs between two versions of a report. Pure. */
import { isEmpty, withoutEmpty, type Content, type Definition } from "./content";

function same(a: unknown, b: unknown): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (typeof a === "object" && a !== null && typeof b === "object" && b !== null) {
    const left = withoutEmpty(a as Record<string, unknown>);
    const right = withoutEmpty(b as Record<string, unknown>);
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].every((key) => same(left[key], right[key]));
  }
  return a === b;
}

/** Pointers of the fields and slots whose content differs: `/answers/summary`, `/evidence/video`. */
export function changed(definition: Definition, before: Content | null, after: Content): Set<string> {
  const pointers = new Set<string>();
  if (before === null) return pointers;
  for (const { key } of definition.fields) {
    if (!same(before.answers[key], after.answers[key])) pointers.add(`/answers/${key}`);
  }
  for (const { key } of definition.evidence) {
    // The same content in another order is no change; what counts is the digest.
    const digests = (content: Content) => (content.evidence[key] ?? []).map((file) => file.sha256).sort();
    if (!same(digests(before), digests(after))) pointers.add(`/evidence/${key}`);
  }
  return pointers;
}

/** What a form has besides its questions, in the words of both versions. */
export interface Beside {
  title: string;
  mine: string;
  theirs: string;
}

/** What two versions of a draft do not have alike, in the order of the form. */
export function unlike(definition: Definition, mine: Content, theirs: Content, beside: Beside[]) {
  const pointers = changed(definition, theirs, mine);
  return {
    words: beside.filter((one) => one.mine !== one.theirs),
    fields: definition.fields.filter(({ key }) => pointers.has(`/answers/${key}`)),
    slots: definition.evidence.filter(({ key }) => pointers.has(`/evidence/${key}`)),
  };
}

/** The questions of both, each once: what is asked for may follow from an answer that differs. */
export function ofBoth(one: Definition, other: Definition): Definition {
  const more = <T extends { key: string }>(some: T[], others: T[]) => [...some, ...others.filter(({ key }) => some.every((known) => known.key !== key))];
  return { fields: more(one.fields, other.fields), evidence: more(one.evidence, other.evidence) };
}
