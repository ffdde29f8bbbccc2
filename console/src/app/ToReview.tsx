/** How many reports wait for the person, beside the menu's entry. Outside of its link, whose name stays the page's. */
import { useQuery } from "@tanstack/react-query";
import { toReviewQuery, WAITING_SHOWN_MAX } from "@/obligation/waiting";
import { t } from "@/i18n";
import { useCampaign } from "./CampaignScope";

export function ToReview() {
  const campaign = useCampaign();
  const { data } = useQuery({ ...toReviewQuery(campaign?.id ?? ""), enabled: campaign !== null });
  if (data === undefined || data.count === 0) return null;
  const text = data.hasMore ? `${WAITING_SHOWN_MAX}+` : String(data.count);
  return (
    <span className="menu-count">
      {text}
      <span className="unseen">{t("menu.reviews_wait")}</span>
    </span>
  );
}
