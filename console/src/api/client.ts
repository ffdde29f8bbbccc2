/** The typed client. Every answer that is no success becomes a thrown `Problem`; a lost session is announced once. */
import createClient, { type Middleware } from "openapi-fetch";
import { networkProblem, problemOf } from "./problem";
import type { paths } from "./schema";

type Listener = () => void;
const ended = new Set<Listener>();

/** Calls `listener` when the server no longer knows who asks. */
export function onSessionEnded(listener: Listener): () => void {
  ended.add(listener);
  return () => ended.delete(listener);
}

export function announceSessionEnded(): void {
  for (const listener of ended) listener();
}

const manners: Middleware = {
  async onResponse({ response, request }) {
    if (response.ok) return undefined;
    const body: unknown = await response.clone().json().catch(() => null);
    const problem = problemOf(response.status, body);
    if (problem.kind === "login-required" && !request.url.endsWith("/api/session")) announceSessionEnded();
    throw problem;
  },
  onError() {
    return networkProblem();
  },
};

/** Lists in query strings repeat the name, as the server reads them. */
export const api = createClient<paths>({
  baseUrl: typeof location === "undefined" ? "http://localhost" : location.origin,
  credentials: "same-origin",
});
api.use(manners);

/** The body of a successful answer. The client throws on every other, so there always is one. */
export async function answer<T>(asked: Promise<{ data?: T }>): Promise<T> {
  const { data } = await asked;
  return data as T;
}
