/** A decision while it is being made. Pure. */
import type { ReviewDecision, ReviewItem } from "./api";

export interface Said {
  ok: boolean;
  reason: string;
}

export interface Deciding {
  /** What was said about parts, by pointer. Parts without an entry were not talked about. */
  parts: Record<string, Said>;
  note: string;
  /** RFC 3339 with +08:00; the new deadline of a return. */
  until: string | null;
}

export const UNDECIDED: Deciding = { parts: {}, note: "", until: null };

export function decidingOf(decision: ReviewDecision | null | undefined): Deciding {
  if (decision == null) return UNDECIDED;
  const parts = Object.fromEntries(
    (decision.items ?? []).map(({ pointer, ok, reason }) => [pointer, { ok, reason: reason ?? "" }]),
  );
  return { parts, note: decision.note ?? "", until: decision.until ?? null };
}

function itemsOf(parts: Deciding["parts"]): ReviewItem[] {
  return Object.entries(parts).map(([pointer, { ok, reason }]) => ({
    pointer,
    ok,
    reason: ok || reason.trim() === "" ? null : reason.trim(),
  }));
}

/** What goes to the server about the step that was seen waiting. An acceptance carries no deadline. */
export function decisionOf(
  verdict: ReviewDecision["verdict"],
  { parts, note, until }: Deciding,
  step: number,
): ReviewDecision {
  return {
    verdict,
    step,
    items: itemsOf(parts),
    note: note.trim() === "" ? null : note.trim(),
    until: verdict === "return" ? until : null,
  };
}

/** Parts that were found wrong and have no reason yet. */
export function withoutReason({ parts }: Deciding): string[] {
  return Object.entries(parts).flatMap(([pointer, { ok, reason }]) => (!ok && reason.trim() === "" ? [pointer] : []));
}

export function hasWrongPart({ parts }: Deciding): boolean {
  return Object.values(parts).some(({ ok }) => !ok);
}

/** A return says what is wrong, in a part or in the note, and by when the answer is due. */
export function mayReturn(deciding: Deciding): boolean {
  return lacksOf(deciding).length === 0;
}

/** What a return still lacks, in the order in which it is asked for. */
export type Lack = "words" | "reason" | "until";

export function lackOf(deciding: Deciding): Lack | null {
  return lacksOf(deciding)[0] ?? null;
}

export function lacksOf(deciding: Deciding): Lack[] {
  const says = hasWrongPart(deciding) || deciding.note.trim() !== "";
  const lacks: Lack[] = withoutReason(deciding).length > 0 ? ["reason"] : says ? [] : ["words"];
  return deciding.until === null ? [...lacks, "until"] : lacks;
}

/** Of two instants in whatever offset each is written. */
export const isBefore = (one: string, other: string): boolean => Date.parse(one) < Date.parse(other);

/** A clock time on the wall in Shanghai, `2021-06-18 15:00`, as an instant. */
export function shanghaiInstant(wall: string): string {
  return `${wall.replace(" ", "T")}:00+08:00`;
}
