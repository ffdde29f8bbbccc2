import { useCampaign } from "./CampaignScope";
import { useMay } from "./session";

/** Whether some of the first steps are the person's. The way to them stays: they also say what follows once a plan runs. */
export function useMayBegin(): boolean {
  return useMay()("org.manage_units", "org.manage_people");
}

/** Whether the first steps are the person's to take and still open: then they are the first page. */
export function useBegins(): boolean {
  const may = useMay();
  const campaign = useCampaign();
  return useMayBegin() && may("campaign.read") && campaign?.running == null;
}
