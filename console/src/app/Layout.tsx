/** The frame of every page: who, where, which campaign; the menu at the left. */
import { MenuOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Drawer, Dropdown, Grid, Layout as Frame, Menu } from "antd";
import { Suspense, useEffect, useState } from "react";
import { Link, Navigate, Outlet, useLocation, useNavigate } from "react-router";
import { api, onSessionEnded } from "@/api/client";
import { useWrite } from "@/api/write";
import type { Me } from "@/api/types";
import { currentLanguage, setLanguage, t, word } from "@/i18n";
import { Loading, Problematic } from "@/ui/State";
import { asProblem } from "@/api/problem";
import { CampaignPicker, CampaignProvider } from "./CampaignScope";
import { menuFor } from "./menu";
import { ME, MeContext, useMeQuery } from "./session";

const SIDER_PX = 200;

export function Layout() {
  const me = useMeQuery();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const client = useQueryClient();

  useEffect(
    () =>
      onSessionEnded(() => {
        // Somebody who was never here has no session that could have ended.
        const ended = client.getQueryData(ME) !== undefined;
        client.removeQueries({ queryKey: ME });
        const back = pathname + search;
        void navigate("/login", { replace: true, state: ended ? { back, ended } : { back } });
      }),
    [client, navigate, pathname, search],
  );

  if (me.isPending) return <Loading />;
  if (me.isError) {
    const problem = asProblem(me.error);
    if (problem.kind === "login-required") return <Navigate to="/login" replace state={{ back: pathname + search }} />;
    return <Problematic problem={problem} retry={() => void me.refetch()} />;
  }
  if (me.data.must_change_password && pathname !== "/password") return <Navigate to="/password" replace />;
  const owes = me.data.must_enrol_second_factor && !me.data.must_change_password;
  if (owes && pathname !== "/second-factor") return <Navigate to="/second-factor" replace />;
  return (
    <MeContext value={me.data}>
      <CampaignProvider>
        <Framed me={me.data} />
      </CampaignProvider>
    </MeContext>
  );
}

function Framed({ me }: { me: Me }) {
  const wide = Grid.useBreakpoint().md ?? true;
  const [open, setOpen] = useState(false);
  const menu = <SideMenu me={me} chosen={() => setOpen(false)} />;
  return (
    <Frame style={{ minHeight: "100vh" }}>
      <a className="skip" href="#main">
        {t("app.skip")}
      </a>
      <header className="header">
        {!wide && (
          <Button
            type="text"
            aria-label={t("app.menu")}
            icon={<MenuOutlined style={{ color: "#fff" }} />}
            onClick={() => setOpen(true)}
          />
        )}
        <Link className="brand" to="/">
          {t("app.name")}
        </Link>
        <CampaignPicker />
        <Who me={me} />
      </header>
      <Frame>
        {wide ? (
          <Frame.Sider width={SIDER_PX} theme="light" style={{ borderInlineEnd: "1px solid var(--line)" }}>
            <nav aria-label={t("app.menu")}>{menu}</nav>
          </Frame.Sider>
        ) : (
          <Drawer open={open} onClose={() => setOpen(false)} placement="left" title={t("app.menu")} size={260}>
            {menu}
          </Drawer>
        )}
        <Frame.Content>
          <main id="main" tabIndex={-1}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </main>
        </Frame.Content>
      </Frame>
    </Frame>
  );
}

function SideMenu({ me, chosen }: { me: Me; chosen: () => void }) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const entries = menuFor(me.actions);
  const current = entries.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <Menu
      mode="inline"
      style={{ borderInlineEnd: 0 }}
      selectedKeys={current === undefined ? [] : [current.path]}
      items={entries.map(({ path, text, icon }) => ({ key: path, icon, label: <Link to={path}>{t(text)}</Link> }))}
      onClick={({ key }) => {
        void navigate(key);
        chosen();
      }}
    />
  );
}

function Who({ me }: { me: Me }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const leave = useWrite({
    send: async (_: null) => api.DELETE("/api/session"),
    refresh: [],
    done: () => {
      client.clear();
      void navigate("/login", { replace: true });
    },
  });
  const post = me.posts[0];
  return (
    <div className="who">
      {post !== undefined && (
        <span className="hide-small" data-testid="own-unit">
          {post.unit.name} · {word("role", post.role)}
        </span>
      )}
      <Button
        size="small"
        ghost
        onClick={() => setLanguage(currentLanguage() === "en" ? "zh-CN" : "en")}
        lang={currentLanguage() === "en" ? "zh-CN" : "en"}
      >
        {t("app.language")}
      </Button>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "account", label: t("app.account"), onClick: () => void navigate("/account") },
            { key: "home", label: <a href="/">{t("app.home_page")}</a> },
            { key: "leave", label: t("app.logout"), onClick: () => leave.mutate(null) },
          ],
        }}
      >
        <Button size="small" ghost>
          {me.person.name}
        </Button>
      </Dropdown>
    </div>
  );
}
