import { Navigate } from "react-router";
import { menuFor } from "./menu";
import { NoPost } from "./NoPost";
import { useMe } from "./session";

/** The first screen is the first entry of the person's own menu. */
export function Welcome() {
  const first = menuFor(useMe().actions)[0];
  if (first === undefined) return <NoPost />;
  return <Navigate to={first.path} replace />;
}
