/**
 * Small files go as one raw body by XMLHttpRequest, the only way to see how far it is; large ones in pieces, so that they
 * go on where the network was lost.
 */
import { announceSessionEnded } from "./client";
import { networkProblem, problemOf, type Problem } from "./problem";
import type { FileView, FormEvidence } from "./types";

export interface Upload {
  done: Promise<FileView>;
  cancel: () => void;
}

export interface Target {
  unit: string;
  kind: FormEvidence["kind"];
}

/** How far it is: a share between 0 and 1, where 1 means sent and not yet answered; waiting for the network or not. */
export interface Going {
  share: number;
  waiting: boolean;
}

/** From this size on a lost network would cost more than the requests about each piece. */
const PIECES_FROM_BYTES = 8 * 1024 * 1024;

/** Sends one file. */
export function upload(file: File, target: Target, tell: (going: Going) => void): Upload {
  if (file.size < PIECES_FROM_BYTES) return atOnce(file, target, (share) => tell({ share, waiting: false }));
  let cancelled = false;
  let running: Upload | null = null;
  // What sends in pieces is loaded by those who need it.
  const done = import("./pieces").then(({ inPieces }) => {
    if (cancelled) throw networkProblem();
    running = inPieces(file, target, tell);
    return running.done;
  });
  const cancel = () => {
    cancelled = true;
    running?.cancel();
  };
  return { done, cancel };
}

function atOnce(file: File, target: Target, progress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<FileView>((resolve, reject: (problem: Problem) => void) => {
    const query = new URLSearchParams({ unit: target.unit, kind: target.kind, name: file.name });
    request.open("POST", `/api/files?${query}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total);
    };
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) return resolve(body as FileView);
      const problem = problemOf(request.status, body);
      if (problem.kind === "login-required") announceSessionEnded();
      return reject(problem);
    };
    request.onerror = () => reject(networkProblem());
    request.onabort = () => reject(networkProblem());
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function fileAddress(id: string): string {
  return `/api/files/${encodeURIComponent(id)}`;
}

/** A picture as a small JPEG, for a list or to be looked at. */
export function previewAddress(id: string, size: "thumbnail" | "screen"): string {
  return `${fileAddress(id)}/preview?size=${size}`;
}

/** Sends a file as the body of a request that is no evidence: an import. */
export async function sendFile<T>(address: string, file: File, key: string): Promise<T> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream", "Idempotency-Key": key },
    body: file,
  }).catch(() => {
    throw networkProblem();
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const problem = problemOf(response.status, body);
  if (problem.kind === "login-required") announceSessionEnded();
  throw problem;
}
