/** A recorded activity as a form, and back. The plan's kind brings its own questions and places for files. */
import type { EvidenceFile, FormField } from "@/api/types";
import { isEmpty, withoutEmpty, type Question } from "@/form/content";
import { t, word, type TextKey } from "@/i18n";
import type { Kit, RecordContent } from "@/register/kit";
import {
  checkActivity, moveActivity, moveActivityBecause, readActivity, saveActivity, type ActivityDetails, type ActivityKind,
  type ActivityView,
} from "./api";

export const MODES = ["online", "offline", "both"] as const;
const NOTHING = "nothing";
const FOUND = [NOTHING, "something"] as const;
/** Figures that the register knows by itself: how much of the visit there was, and not what it found. */
const BUILT_IN = ["sessions", "attendances", "heads"];
const NAME_CHARS_MAX = 200;
/** The kind's own questions are kept apart from the register's, in the form as on the server. */
const OWN = "answers/";

function question(key: string, kind: FormField["kind"], title: TextKey, more: Partial<FormField> = {}): FormField {
  return { key, kind, title: t(title), required: true, options: [], columns: [], ...more };
}

function words(list: string, values: readonly string[]) {
  return values.map((value) => ({ value, title: word(list, value) }));
}

/** The same rule as `ActivityDetails::missing` on the server: what happened online only has no place. */
function fields(kind: ActivityKind, { answers }: RecordContent): Question[] {
  const isOnline = answers["mode"] === ("online" satisfies (typeof MODES)[number]);
  const counts = answers["found"] === NOTHING ? new Set(countsOfFound(kind)) : null;
  return [
    question("title", "text", "activity.title", { max_chars: NAME_CHARS_MAX }),
    question("day", "date", "activity.day"),
    question("mode", "choice", "activity.mode", { options: words("mode", MODES) }),
    question("place", "text", "activity.place", { required: !isOnline, help: t("activity.place_help") }),
    ...(kind.asks_found ? [question("found", "choice", "activity.found", { options: words("found", FOUND) })] : []),
    ...kind.fields.map((field) => ({
      ...field,
      key: `${OWN}${field.key}`,
      ...(counts?.has(`${OWN}${field.key}`) === true ? { help: [field.help, t("activity.found_nothing_help")].filter(Boolean).join(" · ") } : {}),
    })),
    question("note", "long_text", "common.note", { required: false }),
  ];
}

/**
 * The figures that say what a visit found. The plan does not mark them; in a kind that asks whether something was found
 * they are those of its own figures that have to be given and may be nought.
 */
function countsOfFound(kind: ActivityKind): string[] {
  if (!kind.asks_found) return [];
  return kind.fields
    .filter((field) => field.kind === "integer" && field.required && (field.min ?? 0) <= 0 && !BUILT_IN.includes(field.key))
    .map(({ key }) => `${OWN}${key}`);
}

/** Nothing found is nought in figures: filled in where nothing stands yet, and taken back with the choice. */
export function settled(kind: ActivityKind, before: RecordContent, after: RecordContent): RecordContent {
  const [was, is] = [before.answers["found"] === NOTHING, after.answers["found"] === NOTHING];
  if (was === is) return after;
  const answers = { ...after.answers };
  for (const key of countsOfFound(kind)) {
    if (is && isEmpty(answers[key])) answers[key] = 0;
    else if (!is && answers[key] === 0) delete answers[key];
  }
  return { ...after, answers };
}

function contentOf(details: ActivityDetails, files: EvidenceFile[]): RecordContent {
  const { answers, evidence, subject_id, ...own } = details;
  const asked = Object.entries((answers ?? {}) as Record<string, unknown>).map(([key, value]) => [`${OWN}${key}`, value]);
  const shown = Object.entries(evidence).map(([slot, ids]) => [
    slot,
    ids.flatMap((id) => files.find((file) => file.id === id) ?? []),
  ]);
  return {
    zero: false,
    answers: { ...own, ...Object.fromEntries(asked) },
    evidence: Object.fromEntries(shown),
    subject: subject_id ?? null,
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function chosen<T extends string>(list: readonly T[], value: unknown): T | null {
  return list.find((one) => one === value) ?? null;
}

export function detailsOf({ answers, evidence, subject }: RecordContent): ActivityDetails {
  const own = Object.entries(answers).flatMap(([key, value]) =>
    key.startsWith(OWN) ? [[key.slice(OWN.length), value] as const] : [],
  );
  const day = text(answers["day"]);
  return {
    title: text(answers["title"]),
    day: day === "" ? null : day,
    place: text(answers["place"]),
    mode: chosen(MODES, answers["mode"]),
    answers: withoutEmpty(Object.fromEntries(own)) as ActivityDetails["answers"],
    note: text(answers["note"]),
    subject_id: subject,
    found: chosen(FOUND, answers["found"]),
    evidence: Object.fromEntries(Object.entries(evidence).map(([slot, files]) => [slot, files.map(({ id }) => id)])),
  };
}

export function activityKit(view: ActivityView, kind: ActivityKind): Kit<ActivityView> {
  return {
    name: "activities",
    source: "activity",
    read: readActivity,
    title: ({ details, kind_title }, typed = details.title) => (typed === "" ? kind_title : typed),
    about: ({ unit_name, kind_title, awaits }) => [unit_name, kind_title, awaits ?? null].filter((part) => part !== null).join(" · "),
    definition: (content) => ({ fields: fields(kind, content), evidence: kind.evidence }),
    settle: (before, after) => settled(kind, before, after),
    subject:
      kind.subject_kinds.length === 0
        ? null
        : { label: t("activity.subject"), help: kind.help ?? "", kinds: kind.subject_kinds, need: () => "required" },
    content: ({ details, files }) => contentOf(details, files),
    versions: ({ versions }) =>
      versions.map(({ number, sent, details }) => ({ number, sent, content: contentOf(details, view.files) })),
    save: (id, revision, content) => saveActivity(id, revision, detailsOf(content)),
    check: checkActivity,
    move: moveActivity,
    moveBecause: moveActivityBecause,
  };
}
