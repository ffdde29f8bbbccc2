/** One report on the desk: what it says, what the reviewer says about it, and the decision. Private until sent. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { t, within } from "@/i18n";
import { Panel } from "@/ui/Page";
import { Ready } from "@/ui/State";
import { exactText, line, planWords } from "@/ui/time";
import { obligationQuery, reviewDraftQuery, submissionQuery } from "./api";
import { Decide, type DecideProps } from "./Decide";
import { Returned } from "./Returned";
import { ObligationStateMark, itemTitle, timingText } from "./state";
import { Decisions, SubmissionBody } from "./SubmissionBody";

interface DeskProps {
  id: string;
  hasKeys: boolean;
  /** A key opened it: Tab goes on from its heading. */
  isByKey: boolean;
  decided: () => void;
}

export function ReviewDesk({ id, hasKeys, isByKey, decided }: DeskProps) {
  const submission = useQuery(submissionQuery(id));
  return (
    <Ready query={submission}>
      {(view) => (
        <Panel
          title={<Heading isFocused={isByKey}>{`${view.obligation.unit.name} · ${itemTitle(view.obligation)}`}</Heading>}
          extra={<ObligationStateMark state={view.obligation.state} />}
        >
          <p style={{ marginTop: 0 }} className="soft">
            {t("obligation.version", { number: view.head.version })} · {view.head.submitted_by} ·{" "}
            {line(exactText(view.head.submitted_at), timingText(view.head), planWords(view.obligation.due_text))}
          </p>
          <blockquote className="quote">“{within(view.obligation.quote)}”</blockquote>
          {view.head.version > 1 && <AskedFor id={view.obligation.id} version={view.head.version - 1} />}
          <Decisions view={view} />
          {view.may_decide ? <Open id={id} view={view} hasKeys={hasKeys} decided={decided} /> : <SubmissionBody view={view} />}
        </Panel>
      )}
    </Ready>
  );
}

function Heading({ isFocused, children }: { isFocused: boolean; children: string }) {
  const heading = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isFocused) heading.current?.focus();
  }, [isFocused]);
  return (
    <span ref={heading} tabIndex={-1}>
      {children}
    </span>
  );
}

/** Why the version before was given back: what this one has to answer. */
function AskedFor({ id, version }: { id: string; version: number }) {
  const { data } = useQuery(obligationQuery(id));
  const before = data?.versions.find((head) => head.version === version);
  const review = before?.reviews.filter(({ verdict }) => verdict === "return").pop();
  return review === undefined ? null : <Returned review={review} form={data?.form ?? null} />;
}

function Open({ id, ...rest }: Omit<DecideProps, "kept">) {
  const draft = useQuery(reviewDraftQuery(id));
  return (
    <Ready query={draft}>
      {(kept) => <Decide key={draft.dataUpdatedAt} id={id} kept={kept} {...rest} />}
    </Ready>
  );
}
