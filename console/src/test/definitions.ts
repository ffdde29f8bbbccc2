/** Fields and slots for tests, written in one line each. */
import type { EvidenceFile, FormEvidence, FormField } from "@/api/types";

export function field(key: string, kind: FormField["kind"], more: Partial<FormField> = {}): FormField {
  return { key, title: key, kind, required: false, options: [], columns: [], ...more };
}

export function slot(key: string, more: Partial<FormEvidence> = {}): FormEvidence {
  return { key, title: key, kind: "document", required: false, min: 1, max: 20, ...more };
}

export function file(id: string, sha256 = id): EvidenceFile {
  return {
    id, sha256, name: `${id}.pdf`, kind: "document", media_type: "application/pdf", bytes: 1,
  };
}
