/**
 * PROVISIONAL, written by hand until ../openapi/console.json exists; then `npm run api` overwrites this file.
 */
type Json<T> = { headers: { [name: string]: unknown }; content: { "application/json": T } };
type Failed = { headers: { [name: string]: unknown }; content: { "application/problem+json": components["schemas"]["ProblemBody"] } };
type Op<R, B = never, P = never, Q = never> = {
  parameters: { query?: [Q] extends [never] ? never : Q; header?: never; cookie?: never } & ([P] extends [never]
    ? { path?: never }
    : { path: P });
  requestBody?: [B] extends [never] ? never : { content: { "application/json": B } };
  responses: { 200: Json<R>; default: Failed };
};

export interface paths {
  "/api/me": { get: Op<components["schemas"]["MeView"]> };
  "/api/campaigns": { get: Op<{ items: components["schemas"]["CampaignHead"][] }> };
  "/api/me/password": { put: Op<{ other_sessions_ended: number }, { current: string; new: string }> };
  "/api/session": {
    post: Op<{ name: string; must_change_password: boolean }, { login: string; password: string }>;
    delete: Op<null>;
  };
  "/api/setup": {
    get: Op<{ needed: boolean }>;
    post: Op<null, {
      token: string;
      authority: { key: string; name: string };
      person: { name: string; login: string; password: string };
    }>;
  };
}

export interface components {
  schemas: {
    ProblemBody: {
      type: string;
      title: string;
      status: number;
      detail: string;
      code?: string;
      errors?: components["schemas"]["FieldProblem"][];
    };
    FieldProblem: { pointer: string; code: string; message: string };
    MeView: {
      person: { id: string; name: string; login: string };
      posts: { id: string; role: string; unit: { id: string; key: string; name: string; kind: string } }[];
      actions: string[];
      must_change_password: boolean;
      now: string;
    };
    CampaignHead: { id: string; key: string; title: string };
    FileView: {
      id: string; name: string; kind: components["schemas"]["FormEvidenceKind"]; media_type: string;
      bytes: number; sha256: string; uploaded_at: string;
    };
    FormField: {
      key: string; title: string; kind: components["schemas"]["FormFieldKind"]; required: boolean;
      help?: string | null; unit?: string | null; min?: number | null; max?: number | null;
      max_chars?: number | null; options: components["schemas"]["FormOption"][];
      columns: components["schemas"]["FormField"][]; max_rows?: number | null;
    };
    FormFieldKind: "text" | "long_text" | "integer" | "date" | "choice" | "table";
    FormOption: { value: string; title: string };
    FormEvidence: {
      key: string; title: string; kind: components["schemas"]["FormEvidenceKind"]; required: boolean;
      min: number; max: number; help?: string | null;
    };
    FormEvidenceKind: "document" | "pictures" | "video";
  };
}
