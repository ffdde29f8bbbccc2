/** What a version says, what has changed in it, and what reviewers said about each part. */
import { Alert } from "antd";
import { lazy, Suspense, type ReactNode } from "react";
import type { EvidenceFile, Schemas } from "@/api/types";
import { mark, t, word } from "@/i18n";
import { FieldValue, FileList } from "@/form/AnswersView";
import { Facts } from "@/form/EvidenceFiles";
import { StateMark } from "@/ui/StateMark";
import { instantText } from "@/ui/time";
import type { StandingVerdict, SubmissionView } from "./api";
import { SameAsBefore } from "./SameAsBefore";

/** The figures come with what shows them, and only where a report has some. */
const FrozenTable = lazy(() => import("@/statistics/FrozenTable"));

/** What stands beside a part: the reviewer's own words while the decision is being made. */
export type Beside = (pointer: string, title: string) => ReactNode;

export function SubmissionBody({ view, beside }: { view: SubmissionView; beside?: Beside }) {
  const { head, fields, evidence, reason, table } = view;
  const hasBefore = head.version > 1;
  return (
    <>
      <SameAsBefore view={view} />
      {head.outcome !== "done" && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={word("outcome", head.outcome)}
          description={reason.value ?? undefined}
        />
      )}
      <dl className="answers">
        {head.outcome !== "done" && (
          <Part title={t("report.outcome")} isChanged={view.previous_outcome != null} verdict={view.outcome_verdict} beside={beside?.("/outcome", t("report.outcome"))}>
            {word("outcome", head.outcome)}
          </Part>
        )}
        {head.outcome === "done" &&
          fields.map((one) => <FieldPart key={one.pointer} one={one} isChanged={one.changed && hasBefore} beside={beside} />)}
        {head.outcome === "done" &&
          evidence.map((one) => <EvidencePart key={one.pointer} one={one} hasBefore={hasBefore} beside={beside} />)}
        {table != null && (
          <Part title={t("report.table")} isChanged={false} verdict={view.table_verdict} beside={beside?.("/table", table.title)}>
            {table.title} ·{" "}
            <Suspense fallback={table.number}>
              <FrozenTable id={table.snapshot_id} number={table.number} campaign={view.obligation.campaign_id} />
            </Suspense>
            <Facts digest={table.digest} title={t("report.table_facts")} />
          </Part>
        )}
      </dl>
    </>
  );
}

interface FieldProps {
  one: Schemas["SubmissionField"];
  isChanged: boolean;
  beside: Beside | undefined;
}

function FieldPart({ one: { pointer, field, value, previous, verdict }, isChanged, beside }: FieldProps) {
  return (
    <Part
      title={field.title}
      isChanged={isChanged}
      before={<FieldValue field={field} value={previous} against={{ value, as: "before" }} />}
      verdict={verdict}
      beside={beside?.(pointer, field.title)}
    >
      <FieldValue field={field} value={value} {...(isChanged ? { against: { value: previous, as: "after" } } : {})} />
    </Part>
  );
}

interface EvidenceProps {
  one: Schemas["SubmissionEvidence"];
  /** There was a version before: files can be new, or gone. */
  hasBefore: boolean;
  beside: Beside | undefined;
}

/** The files of one place: talked about one by one, and, where there are several, as a whole. */
function EvidencePart({ one: { pointer, slot, files, removed, changed, verdict }, hasBefore, beside }: EvidenceProps) {
  return (
    <Part
      title={slot.title}
      isChanged={changed && hasBefore}
      before={<Removed files={removed} />}
      verdict={verdict}
      beside={
        beside !== undefined && files.length > 1 ? (
          <div className="whole-verdict">
            <span>{t("review.part_whole", { title: slot.title })}</span> {beside(pointer, slot.title)}
          </div>
        ) : (
          beside?.(pointer, slot.title)
        )
      }
    >
      <FileList
        files={files.map(({ file }) => file)}
        about={(id) => {
          const said = files.find(({ file }) => file.id === id);
          if (said === undefined) return null;
          return (
            <>
              {said.verdict != null && <Verdict verdict={said.verdict} about={said.file.name} />}
              {/* A single file is talked about with its place. */}
              {files.length > 1 && beside?.(said.pointer, said.file.name)}
            </>
          );
        }}
      />
      {hasBefore && <Added files={files.filter(({ added }) => added)} />}
    </Part>
  );
}

function Removed({ files }: { files: EvidenceFile[] }) {
  if (files.length === 0) return <>{t("evidence.none_removed")}</>;
  return <del>{files.map(({ name }) => name).join(mark.comma)}</del>;
}

function Added({ files }: { files: Schemas["SubmissionFile"][] }) {
  if (files.length === 0) return null;
  return (
    <div className="soft">
      {t("evidence.added")}{mark.colon}<ins>{files.map(({ file }) => file.name).join(mark.comma)}</ins>
    </div>
  );
}

function Part({ title, isChanged, before, verdict, beside, children }: {
  title: string;
  isChanged: boolean;
  before?: ReactNode;
  verdict?: StandingVerdict | null | undefined;
  beside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <dt>
        {title} {isChanged && <StateMark tone="warn" text={t("answers.changed")} small />}
      </dt>
      <dd className={isChanged ? "changed" : undefined}>
        {children}
        {isChanged && before !== undefined && (
          <div className="soft">
            {t("answers.before")}{mark.colon}{before}
          </div>
        )}
        {verdict != null && <Verdict verdict={verdict} />}
        {beside}
      </dd>
    </>
  );
}

export function Verdict({ verdict, about }: { verdict: StandingVerdict; about?: string }) {
  const carried = verdict.carried ? ` · ${t("review.carried", { version: verdict.version })}` : "";
  return (
    <div style={{ color: verdict.ok ? "var(--good)" : "var(--bad)" }} data-testid="verdict">
      {about !== undefined && `${about}${mark.colon}`}
      {verdict.ok ? t("review.part_ok") : `${t("review.part_wrong")}${mark.colon}${verdict.reason ?? ""}`}
      {carried}
    </div>
  );
}

/** The decisions that were sent about a version, the last step last. */
export function Decisions({ view }: { view: Pick<SubmissionView, "head"> }) {
  return (
    <>
      {view.head.reviews.map((review) => (
        <Alert
          key={`${review.step_title}-${review.reviewed_at}`}
          type={review.verdict === "accept" ? "success" : "warning"}
          showIcon
          style={{ marginBottom: 8 }}
          title={`${review.step_title}${mark.colon}${word("verdict", review.verdict)} · ${review.unit.name} ${review.reviewed_by} · ${instantText(review.reviewed_at)}`}
          description={
            // Without one the library shows the title alone, in its small form.
            (review.note != null || review.until != null) && (
              <>
                {review.note != null && <div>{review.note}</div>}
                {review.until != null && <div>{t("review.until_given", { until: instantText(review.until) })}</div>}
              </>
            )
          }
        />
      ))}
    </>
  );
}
