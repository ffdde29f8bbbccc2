import { Navigate } from "react-router";
import { menuFor } from "./menu";
import { NoPost } from "./NoPost";
import { useMay, useMe } from "./session";
import { useBegins } from "./useBegins";

/** The first screen: what has to be set up, else what waits for the person, else what their post is for. */
export function Welcome() {
  const may = useMay();
  const begins = useBegins();
  const first = menuFor(useMe().actions)[0];
  if (first === undefined) return <NoPost />;
  if (begins) return <Navigate to="/begin" replace />;
  // Whoever runs the campaign begins with the board; a reviewer with what waits.
  const onlyReviews = may("obligation.review") && !may("obligation.submit") && !may("campaign.keep");
  if (onlyReviews) return <Navigate to="/reviews" replace />;
  // Without obligations there is no list of work: the first page of the menu would not say what it is opened for.
  if (!may("obligation.read")) return <Navigate to="/home" replace />;
  return <Navigate to={first.path} replace />;
}
