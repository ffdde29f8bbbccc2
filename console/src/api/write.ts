/**
 * Writes. Each intention of a person gets one idempotency key, which stays the same while the same request is
 * repeated after a lost connection, and is thrown away as soon as the server has given a definite answer.
 */
import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useRef } from "react";
import { t } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { asProblem, type Problem } from "./problem";

/** A random UUID (version 4). `crypto.randomUUID` is missing on plain-http pages of an office network. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Remembers the key of an intention until its outcome is known. */
export class Intention {
  private key: string | null = null;
  private request = "";

  /** The key for this request: the one of the last attempt when that was the same request with unknown outcome. */
  keyFor(input: unknown): string {
    const request = asText(input);
    if (this.key === null || this.request !== request) {
      this.key = newKey();
      this.request = request;
    }
    return this.key;
  }

  settle(problem: Problem | null): void {
    if (problem === null || !problem.isUncertain) this.key = null;
  }
}

export type Keyed = { headers: { "Idempotency-Key": string } };

interface Options<I, R> {
  /** Carries out the write; `keyed` goes into the client's options. */
  send: (input: I, keyed: Keyed) => Promise<R>;
  /** What of the request is not in its input: with something else in it, it is another request and gets another key. */
  also?: () => unknown;
  /** What has to be read again afterwards. Nothing given means everything. */
  refresh?: QueryKey[];
  done?: (result: R, input: I) => void;
  /**
   * As soon as the server has taken it, before anything is read again: what a window that asked for it does. One that
   * stays open meanwhile asks anew, by what it now reads, for what was done.
   */
  taken?: (result: R, input: I) => void;
  /** Takes a problem that the page shows in its own place; true when it did. */
  refused?: (problem: Problem) => boolean;
}

/** A write as a mutation: key, refreshing, and the one place where its failure is told. */
export function useWrite<I, R>({ send, also, refresh, done, taken, refused }: Options<I, R>) {
  const client = useQueryClient();
  const message = useMessages();
  const intention = useRef(new Intention());
  const underWay = useRef(new Set<string>());
  const write = useMutation<R, Problem, I>({
    mutationFn: async (input) => {
      try {
        const result = await send(input, { headers: { "Idempotency-Key": intention.current.keyFor([input, also?.()]) } });
        intention.current.settle(null);
        return result;
      } catch (error) {
        const problem = asProblem(error);
        intention.current.settle(problem);
        throw problem;
      } finally {
        underWay.current.delete(asText(input));
      }
    },
    onSuccess: async (result, input) => {
      taken?.(result, input);
      await refreshAll(client, refresh);
      done?.(result, input);
    },
    onError: async (problem) => {
      if (problem.kind === "login-required" || refused?.(problem) === true) return;
      if (problem.kind === "stale") {
        await refreshAll(client, refresh);
        message.warning(t("problem.stale"));
        return;
      }
      message.error(problem.message, problem.errors.map((error) => error.message));
    },
  });
  const mutate = (input: I) => {
    // A second click before the button is drawn as busy is the same wish.
    if (underWay.current.has(asText(input))) return;
    underWay.current.add(asText(input));
    write.mutate(input);
  };
  return { ...write, mutate };
}

function asText(input: unknown): string {
  return JSON.stringify(input, (_, value: unknown) => (value instanceof File ? [value.name, value.size, value.lastModified] : value)) ?? "";
}

async function refreshAll(client: ReturnType<typeof useQueryClient>, refresh?: QueryKey[]): Promise<void> {
  if (refresh === undefined) return client.invalidateQueries();
  await Promise.all(refresh.map((queryKey) => client.invalidateQueries({ queryKey })));
}
