/** An upload in pieces by the tus protocol: it goes on after a lost network, a restarted server and a closed page. */
import { Upload as Pieces, type DetailedError } from "tus-js-client";
import { announceSessionEnded } from "./client";
import { networkProblem, problemOf, type Problem } from "./problem";
import type { FileView } from "./types";
import type { Target, Upload } from "./upload";

/** What is lost at most when the network goes, and how often the server flushes. */
const PIECE_BYTES = 8 * 1024 * 1024;

/** Patience in milliseconds: quick at first, then every twenty seconds for half an hour. */
const PATIENCE = [0, 1000, 3000, 5000, 10000, ...Array<number>(90).fill(20000)];

export function inPieces(file: File, target: Target, progress: (share: number) => void): Upload {
  let stop: () => void = () => undefined;
  const done = new Promise<FileView>((resolve, reject: (problem: Problem) => void) => {
    const pieces = new Pieces(file, {
      endpoint: "/api/uploads",
      chunkSize: PIECE_BYTES,
      retryDelays: PATIENCE,
      metadata: { filename: file.name, unit: target.unit, kind: target.kind },
      // The same file for another unit is another upload.
      fingerprint: () =>
        Promise.resolve(["anxing", target.unit, target.kind, file.name, file.size, file.lastModified].join("|")),
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => progress(total > 0 ? sent / total : 0),
      onShouldRetry: mayComeRight,
      onError: (error) => reject(problemIn(error)),
      onSuccess: () => void fileOf(pieces.url).then(resolve, reject),
    });
    stop = () => {
      void pieces.abort(true).catch(() => undefined);
      reject(networkProblem());
    };
    void pieces.findPreviousUploads().then(([before]) => {
      if (before !== undefined) pieces.resumeFromPreviousUpload(before);
      pieces.start();
    });
  });
  return { done, cancel: () => stop() };
}

/** No answer, a server that is being replaced, another connection that still holds the upload, too many at once. */
function mayComeRight(error: Error | DetailedError): boolean {
  const response = "originalResponse" in error ? error.originalResponse : null;
  if (response == null) return true;
  const status = response.getStatus();
  return status === 429 || status >= 500 || problemOf(status, parsed(response.getBody())).code === "upload-busy";
}

function problemIn(error: Error | DetailedError): Problem {
  const response = "originalResponse" in error ? error.originalResponse : null;
  if (response == null) return networkProblem();
  return told(response.getStatus(), parsed(response.getBody()));
}

function told(status: number, body: unknown): Problem {
  const problem = problemOf(status, body);
  if (problem.kind === "login-required") announceSessionEnded();
  return problem;
}

/** What the upload has become. */
async function fileOf(address: string | null): Promise<FileView> {
  const response = await fetch(address ?? "").catch(() => {
    throw networkProblem();
  });
  const body = (await response.json().catch(() => null)) as { file?: FileView | null } | null;
  if (!response.ok || body?.file == null) throw told(response.status, body);
  return body.file;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
