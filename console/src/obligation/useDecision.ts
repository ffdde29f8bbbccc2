import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { useDraft } from "@/form/useDraft";
import { mark, t } from "@/i18n";
import { useMessages } from "@/ui/messages";
import type { SubmissionView } from "./api";
import { decidingOf, decisionOf, hasWrongPart, type Deciding } from "./decision";
import { itemTitle } from "./state";

/** The decision about one version: kept while it is being made, then sent. */
export function useDecision(id: string, view: SubmissionView, kept: Schemas["ReviewDraftView"], decided: () => void) {
  const path = { params: { path: { id } } };
  const message = useMessages();
  const draft = useDraft<Deciding>(`review.${id}`, decidingOf(kept.decision), kept.revision, async (deciding, revision) => {
    const decision = decisionOf(hasWrongPart(deciding) ? "return" : "accept", deciding, view.step);
    const saved = await answer(api.PUT("/api/submissions/{id}/review-draft", { ...path, body: { revision, decision } }));
    return { revision: saved.revision, at: saved.saved_at ?? "" };
  });
  const decide = useWrite({
    send: async (verdict: "accept" | "return", keyed) => {
      await draft.keeper.flush();
      return answer(
        api.POST("/api/submissions/{id}/review", { ...path, body: decisionOf(verdict, draft.content, view.step), ...keyed }),
      );
    },
    also: () => draft.content,
    done: (_, verdict) => {
      draft.keeper.giveUp();
      const about = `${view.obligation.unit.name} · ${itemTitle(view.obligation)}`;
      message.success(`${t(verdict === "accept" ? "review.accepted" : "review.returned")}${mark.colon}${about}`);
      decided();
    },
  });
  return { draft, decide };
}
