/** An exposed case as a form, and back. */
import type { EvidenceFile, FormField } from "@/api/types";
import { isEmpty, type Question } from "@/form/content";
import { t, word, type TextKey } from "@/i18n";
import type { Kit, RecordContent } from "@/register/kit";
import {
  checkExposure, moveExposure, moveExposureBecause, readExposure, saveExposure, type ExposureDetails, type ExposureView,
} from "./api";

export const KINDS = ["typical_case", "negative_case"] as const;
const SOURCES = ["inspection", "tip", "accident", "other"] as const;
export const MEDIA = ["city_mainstream_media", "department_site", "other_media"] as const;
const CAPTURES_MAX = 20;
const NAME_CHARS_MAX = 200;

function question(key: string, kind: FormField["kind"], title: TextKey, more: Partial<Question> = {}): Question {
  return { key, kind, title: t(title), required: true, options: [], columns: [], ...more };
}

export function options(list: string, values: readonly string[]) {
  return values.map((value) => ({ value, title: word(list, value) }));
}

/** The same rule as `ExposureDetails::missing` on the server: a printed paper has no address, a department's site has one. */
function fields({ answers, subject }: RecordContent): Question[] {
  const hasAddress = answers["media_class"] === ("department_site" satisfies (typeof MEDIA)[number]);
  return [
    // Right below the unit of the tree: one of the two is enough.
    question("subject_name", "text", "exposure.subject_name", { required: false, isEither: subject === null, isEitherMet: subject !== null || !isEmpty(answers["subject_name"]), help: t("exposure.subject_name_help") }),
    question("kind", "choice", "exposure.kind", { options: options("exposure_kind", KINDS) }),
    question("title", "text", "exposure.title", { max_chars: NAME_CHARS_MAX }),
    question("summary", "long_text", "exposure.summary"),
    question("source", "choice", "exposure.source", { options: options("exposure_source", SOURCES) }),
    question("media_class", "choice", "exposure.media_class", { options: options("media", MEDIA) }),
    question("media_name", "text", "exposure.media_name"),
    question("address", "text", "exposure.address", { required: hasAddress, help: t("exposure.address_help") }),
    question("published_on", "date", "exposure.published_on"),
  ];
}

function contentOf(details: ExposureDetails, files: EvidenceFile[]): RecordContent {
  const { captures, subject_id, ...answers } = details;
  const shown = captures.flatMap((id) => files.find((file) => file.id === id) ?? []);
  return { zero: false, answers: { ...answers }, evidence: { captures: shown }, subject: subject_id ?? null };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function chosen<T extends string>(list: readonly T[], value: unknown): T | null {
  return list.find((one) => one === value) ?? null;
}

export function detailsOf({ answers, evidence, subject }: RecordContent): ExposureDetails {
  const day = text(answers["published_on"]);
  return {
    kind: chosen(KINDS, answers["kind"]),
    title: text(answers["title"]),
    summary: text(answers["summary"]),
    source: chosen(SOURCES, answers["source"]),
    subject_id: subject,
    subject_name: text(answers["subject_name"]),
    media_class: chosen(MEDIA, answers["media_class"]),
    media_name: text(answers["media_name"]),
    address: text(answers["address"]),
    published_on: day === "" ? null : day,
    captures: (evidence["captures"] ?? []).map(({ id }) => id),
  };
}

export function exposureKit(view: ExposureView): Kit<ExposureView> {
  return {
    name: "exposures",
    source: "exposure",
    read: readExposure,
    title: ({ details }, typed = details.title) => (typed === "" ? t("exposure.untitled") : typed),
    about: ({ unit_name, details, reported }) =>
      [
        unit_name,
        details.kind == null ? null : word("exposure_kind", details.kind),
        reported == null ? t("exposure.not_reported") : t("exposure.reported"),
      ]
        .filter((part) => part !== null)
        .join(" · "),
    definition: (content) => ({
      fields: fields(content),
      evidence: [
        { key: "captures", title: t("exposure.captures"), kind: "pictures", required: true, min: 1, max: CAPTURES_MAX },
      ],
    }),
    subject: {
      label: t("exposure.subject"),
      help: t("exposure.subject_help"),
      kinds: [],
      need: ({ answers, subject }) => (isEmpty(answers["subject_name"]) && subject === null ? "either" : "either_met"),
    },
    content: ({ details, captures }) => contentOf(details, captures),
    versions: ({ versions }) =>
      versions.map(({ number, sent, details }) => ({ number, sent, content: contentOf(details, view.captures) })),
    save: (id, revision, content) => saveExposure(id, revision, detailsOf(content)),
    check: checkExposure,
    move: moveExposure,
    moveBecause: moveExposureBecause,
  };
}
