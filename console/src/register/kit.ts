/**
 * What the pages of all registers share. A register brings a `Kit`: how its records are read, asked for, saved and
 * moved. A new register is a list page, a kit and its texts.
 */
import type { Schemas } from "@/api/types";
import type { Keyed } from "@/api/write";
import { isEmpty, needOf, type Content, type Definition, type Need, type Question } from "@/form/content";
import type { Problems } from "@/form/check";
import type { Tone } from "@/ui/StateMark";

export interface Signed {
  at: string;
  by: string;
}

export interface Step {
  step: string;
  signed: Signed;
  version: number;
  reason?: string | null;
}

/** What every record has, whatever it is about. */
export interface RecordView {
  id: string;
  campaign_id: string;
  unit_id: string;
  unit_name: string;
  state: RecordState;
  state_signed: Signed;
  state_reason?: string | null;
  counting?: number | null;
  version: number;
  revision: number;
  lacking: string[];
  /** What looks wrong and is accepted all the same; not every register finds such things. */
  warnings?: string[];
  subject_unit_name?: string | null;
  history: Step[];
  may: string[];
}

export type RecordState = Schemas["ExposureState"] | Schemas["ActivityState"];

export interface RecordContent extends Content {
  /** The unit that the record is about, where it is one of the tree. */
  subject: string | null;
}

export interface RecordVersion {
  number: number;
  sent: Signed;
  content: RecordContent;
}

/** How the unit that a record is about is asked for; null when it is about nobody in particular. */
export interface SubjectQuestion {
  label: string;
  help: string;
  /** Kinds of unit that fit; empty means any. */
  kinds: string[];
  need: (content: RecordContent) => Need;
}

export interface Found {
  problems: Schemas["FieldProblem"][];
  warnings: Schemas["FieldProblem"][];
}

export interface Kit<V extends RecordView> {
  /** The name of the register in addresses and in the keys of the cache. */
  name: "activities" | "exposures";
  /** What facts call a record of it. */
  source: "activity" | "exposure";
  read: (id: string) => Promise<V>;
  /** `typed` is the title that stands in the form and may not be saved yet. */
  title: (view: V, typed?: string) => string;
  about: (view: V) => string;
  /** The questions as they are asked after what was answered: what is marked as required is what the server will ask for. */
  definition: (content: RecordContent) => Definition;
  /** What follows from a change of one answer for others. */
  settle?: (before: RecordContent, after: RecordContent) => RecordContent;
  subject: SubjectQuestion | null;
  content: (view: V) => RecordContent;
  versions: (view: V) => RecordVersion[];
  save: (id: string, revision: number, content: RecordContent) => Promise<V>;
  check: (id: string) => Promise<Found>;
  /** Moves that need no reason. */
  move: (id: string, move: PlainMove, revision: number, keyed: Keyed) => Promise<V>;
  moveBecause: (id: string, move: ReasonedMove, revision: number, reason: string, keyed: Keyed) => Promise<V>;
}

export const PLAIN_MOVES = ["submit", "confirm", "accept", "report", "discard"] as const;
export type PlainMove = (typeof PLAIN_MOVES)[number];
export const REASONED_MOVES = ["return", "overrule", "correct", "withdraw"] as const;
export type ReasonedMove = (typeof REASONED_MOVES)[number];

export const TONES: Record<RecordState, Tone> = {
  draft: "quiet",
  submitted: "going",
  returned: "warn",
  accepted: "good",
  confirmed: "good",
  withdrawn: "void",
};

export const SUBJECT_POINTER = "/answers/subject_id";

/** The server's pointers into details as pointers into the form. */
export function formPointer(pointer: string): string {
  const at = pointer.replace(/^\/details/, "");
  const [, first = ""] = at.split("/");
  if (first === "evidence") return at.split("/").slice(0, 3).join("/");
  if (first === "captures") return "/evidence/captures";
  return `/answers${at}`;
}

export function problemsOf(found: Schemas["FieldProblem"][]): Problems {
  return new Map(found.map(({ pointer, message }) => [formPointer(pointer), message]));
}

const NEEDLESS: Need[] = ["optional", "either_met"];

/** Without what was left empty and is asked for no longer: another answer may have made it needless since. */
export function stillAsked(problems: Problems, fields: Question[], subject: SubjectQuestion | null, content: RecordContent): Problems {
  const needless = fields
    .filter((field) => NEEDLESS.includes(needOf(field)) && isEmpty(content.answers[field.key]))
    .map(({ key }) => `/answers/${key}`);
  if (subject !== null && content.subject === null && NEEDLESS.includes(subject.need(content))) needless.push(SUBJECT_POINTER);
  return new Map([...problems].filter(([pointer]) => !needless.includes(pointer)));
}
