import { useCampaign } from "./CampaignScope";
import { useMay } from "./session";

/** Whether the first steps are the person's to take and still open: then they are the first page, and a way leads back to them. */
export function useBegins(): boolean {
  const may = useMay();
  const campaign = useCampaign();
  return may("org.manage_units", "org.manage_people") && may("campaign.read") && campaign?.running == null;
}
