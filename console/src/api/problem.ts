/** What the server refuses, as one kind of error; everything that shows failures starts here. */
import { t } from "@/i18n";
import type { FieldProblem, ProblemBody } from "./types";

const KINDS = [
  "not-found", "login-required", "not-allowed", "move-refused", "invalid", "stale", "too-many", "unacceptable",
  "unavailable", "internal",
] as const;
export type ProblemKind = (typeof KINDS)[number] | "network" | "unknown";

export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly code: string | null;
  readonly errors: FieldProblem[];

  constructor(kind: ProblemKind, status: number, message: string, code: string | null = null, errors: FieldProblem[] = []) {
    super(message);
    this.name = "Problem";
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** True when nobody knows whether the request was carried out, so that it may be repeated with the same key. */
  get isUncertain(): boolean {
    return this.kind === "network" || this.kind === "unavailable" || this.status >= 500;
  }
}

const PREFIX = "urn:anxing:problem:";

function isBody(value: unknown): value is ProblemBody {
  return typeof value === "object" && value !== null && "type" in value && "detail" in value;
}

export function problemOf(status: number, body: unknown): Problem {
  if (!isBody(body)) return new Problem("unknown", status, t("problem.unknown", { status }));
  const name = body.type.startsWith(PREFIX) ? body.type.slice(PREFIX.length) : "";
  const kind = KINDS.find((known) => known === name) ?? "unknown";
  return new Problem(kind, status, body.detail, body.code ?? null, body.errors ?? []);
}

export function networkProblem(): Problem {
  return new Problem("network", 0, t("problem.network"));
}

/** Any thrown value as a problem; a mistake of our own keeps its message for the console of the browser only. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("unknown", 0, t("problem.unknown", { status: 0 }));
}

/** The messages that belong to fields, by JSON pointer, and those that belong to none of the shown fields. */
export function byPointer(problem: Problem, shown: (pointer: string) => boolean) {
  const inline = new Map<string, string>();
  const elsewhere: string[] = [];
  for (const { pointer, message } of problem.errors) {
    if (shown(pointer)) inline.set(pointer, message);
    else elsewhere.push(message);
  }
  return { inline, elsewhere };
}
