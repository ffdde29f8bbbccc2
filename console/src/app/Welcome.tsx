import { Navigate } from "react-router";
import { useCampaign } from "./CampaignScope";
import { menuFor } from "./menu";
import { NoPost } from "./NoPost";
import { useMay, useMe } from "./session";

/** The first screen: what has to be set up, else what waits for the person, else what their post is for. */
export function Welcome() {
  const may = useMay();
  const campaign = useCampaign();
  const first = menuFor(useMe().actions)[0];
  if (first === undefined) return <NoPost />;
  const setsUp = may("org.manage_units", "org.manage_people") && may("campaign.read");
  if (setsUp && campaign?.running == null) return <Navigate to="/begin" replace />;
  // Whoever runs the campaign begins with the board; a reviewer with what waits.
  const onlyReviews = may("obligation.review") && !may("obligation.submit") && !may("campaign.keep");
  if (onlyReviews) return <Navigate to="/reviews" replace />;
  // Without obligations there is no list of work: the first page of the menu would not say what it is opened for.
  if (!may("obligation.read")) return <Navigate to="/home" replace />;
  return <Navigate to={first.path} replace />;
}
