/** The frame of every page: who, where, which campaign; the menu at the left, or behind a button on a telephone. */
import { Suspense, useState } from "react";
import { Link, NavLink, Outlet } from "react-router";
import type { Me } from "@/api/types";
import { t } from "@/i18n";
import { Dialog } from "@/ui/Dialog";
import { Loading } from "@/ui/State";
import { useNarrow } from "@/ui/screen";
import { CampaignPicker } from "./CampaignScope";
import { menuFor } from "./menu";
import { Who } from "./Who";

export function Framed({ me }: { me: Me }) {
  const isNarrow = useNarrow();
  const [open, setOpen] = useState(false);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t("app.skip")}
      </a>
      <header className="header">
        {isNarrow && (
          <button type="button" className="bar-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
            <span aria-hidden="true">☰</span>
            <span className="unseen">{t("app.menu")}</span>
          </button>
        )}
        <Link className="brand" to="/">
          {t("app.name")}
        </Link>
        <CampaignPicker />
        <Who me={me} />
      </header>
      {isNarrow ? (
        <Dialog open={open} onClose={() => setOpen(false)} title={t("app.menu")} kind="side">
          <SideMenu me={me} chosen={() => setOpen(false)} />
        </Dialog>
      ) : (
        <div className="side">
          <SideMenu me={me} />
        </div>
      )}
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function SideMenu({ me, chosen }: { me: Me; chosen?: () => void }) {
  return (
    <nav aria-label={t("app.menu")}>
      <ul className="menu">
        {menuFor(me.actions).map(({ path, text, icon }) => (
          <li key={path}>
            {/* The library marks the entry of the page that is shown with aria-current. */}
            <NavLink to={path} {...(chosen === undefined ? {} : { onClick: chosen })}>
              {icon}
              {t(text)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
