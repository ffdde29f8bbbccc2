/** An upload in pieces by the tus protocol: it goes on after a lost network, a restarted server and a page that was loaded again. */
import { Upload as Tus, type DetailedError, type HttpRequest, type UploadOptions } from "tus-js-client";
import { answer, announceSessionEnded, api } from "./client";
import { asProblem, networkProblem, problemOf, type Problem } from "./problem";
import { begunAt, forget, placeOf, remember } from "./resume";
import type { FileView } from "./types";
import type { Going, Target, Upload } from "./upload";
import { newKey } from "./write";

const ENDPOINT = "/api/uploads";
/** What a lost connection costs at most; each piece is checked by its digest as a whole. */
const PIECE_BYTES = 8 * 1024 * 1024;
/** Soon at first, then every ten seconds for half an hour; whoever gets something through begins anew. */
const RETRY_MS = [0, 1000, 3000, 5000, ...Array<number>(180).fill(10_000)];
/** Without a byte for so long the connection is taken for dead, although the browser has not noticed. */
const STALL_MS = 60_000;
/** Refusals after which the next attempt asks the server where to go on. */
const AGAIN = new Set([0, 409, 423, 429, 460]);
/** Refusals of the file itself: the server has removed what had arrived. */
const OVER = new Set([400, 413, 415, 422]);
const FINAL = new Set(["upload-quota", "storage-full", "storage-read-only"]);

/** Sends one file. */
export function inPieces(file: File, target: Target, tell: (going: Going) => void): Upload {
  const sending = new Sending(file, target, tell);
  const done = new Promise<FileView>((resolve, reject: (problem: Problem) => void) => sending.run(resolve, reject));
  return { done, cancel: () => sending.cancel() };
}

class Sending {
  private readonly place: string;
  private tus: Tus | null = null;
  private share = 0;
  private stall: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly file: File,
    private readonly target: Target,
    private readonly tell: (going: Going) => void,
  ) {
    this.place = placeOf(file, target);
  }

  run(resolve: (file: FileView) => void, reject: (problem: Problem) => void): void {
    const known = begunAt(this.place);
    const key = newKey();
    const options: UploadOptions = {
      // With an address there is no endpoint: the library would begin anew whenever the server does not answer well.
      endpoint: known === null ? ENDPOINT : null,
      uploadUrl: known,
      chunkSize: PIECE_BYTES,
      retryDelays: RETRY_MS,
      storeFingerprintForResuming: false,
      metadata: { filename: this.file.name, unit: this.target.unit, kind: this.target.kind },
      onBeforeRequest: (request) => this.complete(request, key),
      onUploadUrlAvailable: () => this.begun(),
      onProgress: (sent, total) => this.moved(total > 0 ? sent / total : 0),
      onShouldRetry: (error) => this.again(error),
      onError: (error) => {
        clearTimeout(this.stall);
        // What was begun is not there any more: somebody gave it up, or it took too long.
        if (statusOf(error) === 404 && begunAt(this.place) !== null) {
          forget(this.place);
          return this.run(resolve, reject);
        }
        if (OVER.has(statusOf(error))) forget(this.place);
        reject(problemBehind(error));
      },
      onSuccess: () => {
        clearTimeout(this.stall);
        this.fileBehind().then(resolve, reject);
      },
    };
    this.tus = new Tus(this.file, options);
    this.tus.start();
  }

  cancel(): void {
    clearTimeout(this.stall);
    forget(this.place);
    // What cannot be removed now is removed by the server after some days.
    void this.tus?.abort(true).catch(() => undefined);
  }

  private begun(): void {
    if (this.tus?.url == null) return;
    remember(this.place, this.tus.url);
    this.tus.options.endpoint = null;
  }

  private moved(share: number): void {
    this.share = share;
    this.tell({ share, waiting: false });
    clearTimeout(this.stall);
    this.stall = setTimeout(() => {
      this.tell({ share: this.share, waiting: true });
      void this.tus?.abort().then(() => this.tus?.start());
    }, STALL_MS);
  }

  private again(error: DetailedError): boolean {
    const status = statusOf(error);
    if (FINAL.has(bodyProblem(error)?.code ?? "")) return false;
    const again = AGAIN.has(status) || status >= 500;
    if (again) {
      clearTimeout(this.stall);
      this.tell({ share: this.share, waiting: true });
    }
    return again;
  }

  private async complete(request: HttpRequest, key: string): Promise<void> {
    if (request.getMethod() === "POST") request.setHeader("Idempotency-Key", key);
    // Missing on plain-http pages of an office network; the server still counts the bytes.
    if (request.getMethod() !== "PATCH" || globalThis.crypto?.subtle === undefined) return;
    const from = Number(request.getHeader("Upload-Offset"));
    const piece = await this.file.slice(from, from + PIECE_BYTES).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", piece));
    request.setHeader("Upload-Checksum", `sha256 ${btoa(String.fromCharCode(...digest))}`);
  }

  /** The file that the upload became; asked again while the network is away. */
  private async fileBehind(): Promise<FileView> {
    const id = this.tus?.url?.split("/").pop() ?? "";
    for (const delay of RETRY_MS) {
      try {
        const view = await answer(api.GET("/api/uploads/{id}", { params: { path: { id } } }));
        forget(this.place);
        if (view.file != null) return view.file;
        throw problemOf(0, null);
      } catch (error) {
        const problem = asProblem(error);
        if (!problem.isUncertain && problem.status !== 423) throw problem;
        await new Promise((resolve) => setTimeout(resolve, delay));
      }
    }
    throw networkProblem();
  }
}

function statusOf(error: Error | DetailedError): number {
  return "originalResponse" in error ? (error.originalResponse?.getStatus() ?? 0) : -1;
}

function bodyProblem(error: Error | DetailedError): Problem | null {
  if (!("originalResponse" in error) || error.originalResponse == null) return null;
  return problemOf(error.originalResponse.getStatus(), parsed(error.originalResponse.getBody()));
}

function problemBehind(error: Error | DetailedError): Problem {
  const problem = bodyProblem(error);
  if (problem === null) return statusOf(error) === 0 ? networkProblem() : asProblem(error);
  // An answer to `HEAD` has no body.
  if (problem.status === 401) announceSessionEnded();
  return problem;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
