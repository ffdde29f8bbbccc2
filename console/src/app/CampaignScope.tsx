/** Which campaign the pages are about. The choice is in the address (`?campaign=`), so that a link shows the same. */
import { useQuery } from "@tanstack/react-query";
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { useSearchParams } from "react-router";
import { campaignsQuery, type CampaignHead } from "@/campaign/api";
import { t } from "@/i18n";
import { LinkButton } from "@/ui/LinkButton";
import { Page } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { useMay } from "./session";

const KEPT_AS = "anxing.campaign";

interface Scope {
  all: CampaignHead[];
  current: CampaignHead | null;
  choose: (id: string) => void;
}

const ScopeContext = createContext<Scope>({ all: [], current: null, choose: () => undefined });

function remembered(): string | null {
  try {
    return sessionStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

export function CampaignProvider({ children }: { children: ReactNode }) {
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const campaigns = useQuery({ ...campaignsQuery, enabled: may("campaign.read") });
  const all = campaigns.data ?? [];
  const wanted = search.get("campaign") ?? remembered();
  const current = all.find(({ id }) => id === wanted) ?? all[0] ?? null;
  const scope = useMemo<Scope>(
    () => ({
      all,
      current,
      choose: (id) => {
        try {
          sessionStorage.setItem(KEPT_AS, id);
        } catch {
          // Without storage the choice lives in the address alone.
        }
        setSearch((before) => {
          const next = new URLSearchParams(before);
          next.set("campaign", id);
          return next;
        });
      },
    }),
    [all, current, setSearch],
  );
  if (may("campaign.read") && campaigns.isPending) return <Ready query={campaigns}>{() => null}</Ready>;
  return <ScopeContext value={scope}>{children}</ScopeContext>;
}

export function useCampaign(): CampaignHead | null {
  return useContext(ScopeContext).current;
}

export function CampaignPicker() {
  const { all, current, choose } = useContext(ScopeContext);
  if (current === null) return null;
  if (all.length === 1) return <span className="campaign hide-small">{current.title}</span>;
  return (
    <select aria-label={t("app.campaign")} value={current.id} onChange={(event) => choose(event.target.value)}>
      {all.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}

/** For pages that are about one campaign: says what to do while there is none. */
export function WithCampaign({ children }: { children: (campaign: CampaignHead) => ReactNode }) {
  const campaign = useCampaign();
  const may = useMay();
  if (campaign === null) {
    return (
      <Page title={t("app.no_campaign")}>
        <Empty
          text={t(may("campaign.keep") ? "campaign.none_own" : "campaign.none_help")}
          action={may("campaign.keep") && <LinkButton to="/plan">{t("menu.plan")}</LinkButton>}
        />
      </Page>
    );
  }
  return <>{children(campaign)}</>;
}
