/** The server's own types under the names that pages use. */
import type { components } from "./schema";

export type Schemas = components["schemas"];
export type ProblemBody = Schemas["ProblemBody"];
export type FieldProblem = Schemas["FieldProblem"];
export type Me = Schemas["MeView"];
export type FileView = Schemas["FileView"];
/** A file as a form shows it. */
export type EvidenceFile = Schemas["EvidenceFile"];
export type FormField = Schemas["FormField"];
export type FormEvidence = Schemas["FormEvidence"];
