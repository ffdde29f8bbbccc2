/** For pages about what a campaign asks for: before its plan is adopted, that nothing waits would be no good news. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { BY_THE_MINUTE } from "@/api/heap";
import { campaignsQuery, type CampaignHead } from "@/campaign/api";
import { t } from "@/i18n";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";
import { Empty } from "@/ui/State";
import { WithCampaign } from "./CampaignScope";
import { useMay } from "./session";

interface Props {
  title: string;
  /** The way out of a page that stands without a menu. */
  out?: ReactNode;
  children: (campaign: CampaignHead) => ReactNode;
}

export function WithAdopted({ title, out, children }: Props) {
  return (
    <WithCampaign>
      {(campaign) => (campaign.running == null ? <NotAdopted title={title} out={out} /> : children(campaign))}
    </WithCampaign>
  );
}

function NotAdopted({ title, out }: Pick<Props, "title" | "out">) {
  const may = useMay();
  // Somebody else adopts it, perhaps while this page hangs on a wall.
  useQuery({ ...campaignsQuery, ...BY_THE_MINUTE });
  return (
    <Page title={title}>
      <Empty
        text={t("campaign.not_adopted")}
        help={t("board.empty_help")}
        action={
          <>
            {may("campaign.keep") && (
              <LinkButton type="primary" to="/plan">
                {t("menu.plan")}
              </LinkButton>
            )}
            {out}
          </>
        }
      />
    </Page>
  );
}
