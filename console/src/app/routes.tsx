import { lazy, Suspense, type ComponentType } from "react";
import { createBrowserRouter } from "react-router";
import { Loading } from "@/ui/State";
import { Crashed } from "./ErrorBoundary";
import { Layout } from "./Layout";
import { Welcome } from "./Welcome";

type Module = { default: ComponentType };

/** Each page is a chunk of its own. */
function page(path: string, load: () => Promise<Module>) {
  const Page = lazy(load);
  return { path, element: <Suspense fallback={<Loading />}><Page /></Suspense>, errorElement: <Crashed /> };
}

export function makeRouter() {
  return createBrowserRouter(
    [
      page("/login", () => import("@/org/LoginPage")),
      page("/setup", () => import("@/org/SetupPage")),
      {
        path: "/",
        element: <Layout />,
        errorElement: <Crashed />,
        children: [
          { index: true, element: <Welcome /> },
          page("password", () => import("@/org/PasswordPage")),
          page("account", () => import("@/org/AccountPage")),
          page("statistics", () => import("@/statistics/StatisticsPage")),
          page("*", () => import("./NowherePage")),
        ],
      },
    ],
    { basename: "/console" },
  );
}
