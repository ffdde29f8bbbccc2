import type { ComponentType } from "react";
import { createBrowserRouter } from "react-router";
import { Loading } from "@/ui/State";
import { Crashed } from "./ErrorBoundary";
import NowherePage from "./NowherePage";
import { Welcome } from "./Welcome";

type Module = { default: ComponentType };

/**
 * Each page is a chunk of its own, which the router fetches before it goes there: the page before stays until then.
 * A boundary with a fallback would hold every first visit for the 300 ms for which React shows a fallback at least.
 */
function page(path: string, load: () => Promise<Module>) {
  const lazy = { Component: async () => (await load()).default };
  return { path, lazy, HydrateFallback: Loading, errorElement: <Crashed /> };
}

export function makeRouter() {
  return createBrowserRouter(
    [
      page("/login", () => import("@/org/LoginPage")),
      page("/setup", () => import("@/org/SetupPage")),
      {
        path: "/",
        // The login has no frame, and does not wait for one.
        lazy: { Component: async () => (await import("./Layout")).Layout },
        HydrateFallback: Loading,
        errorElement: <Crashed />,
        children: [
          { index: true, element: <Welcome /> },
          page("password", () => import("@/org/PasswordPage")),
          page("second-factor", () => import("@/org/SecondFactorPage")),
          page("home", () => import("./HomePage")),
          page("begin", () => import("@/org/BeginPage")),
          page("account", () => import("@/org/AccountPage")),
          page("todo", () => import("@/obligation/TodoPage")),
          page("board", () => import("@/obligation/BoardPage")),
          page("wall", () => import("@/obligation/WallPage")),
          page("calendar", () => import("@/obligation/CalendarPage")),
          page("urge", () => import("@/obligation/UrgePage")),
          page("obligations", () => import("@/obligation/ObligationsPage")),
          page("obligations/:id", () => import("@/obligation/ObligationPage")),
          page("obligations/:id/report", () => import("@/obligation/ReportPage")),
          page("submissions/:id/receipt", () => import("@/obligation/ReceiptPage")),
          page("reviews", () => import("@/obligation/ReviewsPage")),
          page("papers", () => import("@/obligation/PapersPage")),
          page("activities", () => import("@/activity/ActivitiesPage")),
          page("activities/:id", () => import("@/activity/ActivityPage")),
          page("exposures", () => import("@/exposure/ExposuresPage")),
          page("exposures/:id", () => import("@/exposure/ExposurePage")),
          page("plan", () => import("@/campaign/PlanPage")),
          page("units", () => import("@/org/UnitsPage")),
          page("people", () => import("@/org/PeoplePage")),
          page("jobs", () => import("@/jobs/JobsPage")),
          page("audit", () => import("@/audit/AuditPage")),
          page("statistics", () => import("@/statistics/StatisticsPage")),
          { path: "*", element: <NowherePage /> },
        ],
      },
    ],
    { basename: "/console" },
  );
}
