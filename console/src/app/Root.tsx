/** Everything that surrounds the pages: looks, language of the components, cache, addresses. */
import { MutationCache, QueryCache, QueryClient, QueryClientProvider, onlineManager } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useMemo, useState } from "react";
import { RouterProvider } from "react-router";
import { asProblem } from "@/api/problem";
import { useLanguage } from "@/i18n";
import { useAppearance } from "@/ui/appearance";
import { MessagesProvider } from "@/ui/messages";
import { ErrorBoundary } from "./ErrorBoundary";
import { popupPlace, spokenLocale } from "./library";
import { makeRouter } from "./routes";
import { lookOf } from "./theme";

const RETRIES_MAX = 2;
/** Without a network a request fails and says so. It would else wait without a word, and be sent when nobody expects it any more. */
const ALWAYS = "always";

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache(),
    mutationCache: new MutationCache(),
    defaultOptions: {
      queries: {
        networkMode: ALWAYS,
        refetchOnReconnect: true,
        staleTime: 10_000,
        // What the server refused it will refuse again; only a broken connection is worth another attempt, while there is one.
        retry: (failures, error) => onlineManager.isOnline() && asProblem(error).isUncertain && failures < RETRIES_MAX,
      },
      mutations: { networkMode: ALWAYS },
    },
  });
}

export function Root() {
  const language = useLanguage();
  const [client] = useState(makeQueryClient);
  const appearance = useAppearance();
  const look = useMemo(() => lookOf(appearance), [appearance]);
  const locale = useMemo(() => spokenLocale(language === "en" ? enUS : zhCN), [language]);
  dayjs.locale(language === "en" ? "en" : "zh-cn");
  return (
    <ErrorBoundary>
      <ConfigProvider
        locale={locale}
        theme={look}
        button={{ autoInsertSpace: false }}
        getPopupContainer={popupPlace}
      >
        <MessagesProvider>
          <QueryClientProvider client={client}>
            <Pages key={language} />
          </QueryClientProvider>
        </MessagesProvider>
      </ConfigProvider>
    </ErrorBoundary>
  );
}

/** Made anew when the language changes, so that no text of the other one stays on the screen. */
function Pages() {
  const [router] = useState(makeRouter);
  return <RouterProvider router={router} />;
}
