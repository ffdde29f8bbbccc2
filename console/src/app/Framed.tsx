/** The frame of every page: who, where, which campaign; the menu at the left, or behind a button on a telephone. */
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useEffect, useState } from "react";
import { Link, Outlet, useLocation, useNavigation } from "react-router";
import { isListOrNumber } from "@/api/heap";
import type { Me } from "@/api/types";
import { t } from "@/i18n";
import { Dialog } from "@/ui/Dialog";
import { Loading } from "@/ui/State";
import { useNarrow } from "@/ui/screen";
import { Away } from "./Away";
import { CampaignPicker } from "./CampaignScope";
import { entryOf, mayOpen } from "./menu";
import NowherePage from "./NowherePage";
import { hasHeap, ToReview } from "./ToReview";
import { useEntries } from "./useEntries";
import { Who } from "./Who";
import { areKeysOn, isDialogOpen, isTyping } from "@/ui/useKeys";

/** Only for those who search. */
const Search = lazy(() => import("./Search"));

export function Framed({ me }: { me: Me }) {
  const isNarrow = useNarrow();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  // Until their own password or the second factor is there, the server answers nothing that could be looked for or gone to.
  const isHeld = me.must_change_password || me.must_enrol_second_factor;
  return (
    <div className={isHeld ? "frame held" : "frame"}>
      <a className="skip" href="#main">
        {t("app.skip")}
      </a>
      <header className="header">
        {isNarrow && !isHeld && (
          <button type="button" className="bar-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
            <span aria-hidden="true">☰</span>
            <span className="unseen">{t("app.menu")}</span>
          </button>
        )}
        <Link className="brand" to="/">
          {t("app.name")}
        </Link>
        <CampaignPicker />
        {!isHeld && <SearchButton />}
        <Who me={me} />
      </header>
      {isHeld ? null : isNarrow ? (
        <Dialog open={open} onClose={() => setOpen(false)} title={t("app.menu")} kind="side">
          <SideMenu chosen={() => setOpen(false)} />
        </Dialog>
      ) : (
        <div className="side">
          <SideMenu />
        </div>
      )}
      <main id="main" tabIndex={-1}>
        <Away />
        <Coming />
        {mayOpen(pathname, me.actions) ? <Outlet /> : <NowherePage />}
      </main>
    </div>
  );
}

/** Says that the next page is on its way, to those who wait long enough to wonder. */
function Coming() {
  const { state } = useNavigation();
  return (
    <div role="status" className="coming">
      {state !== "idle" && <div className="bar">{t("state.loading")}</div>}
    </div>
  );
}

function SideMenu({ chosen }: { chosen?: () => void }) {
  const entries = useEntries();
  const { pathname } = useLocation();
  const current = entryOf(pathname, entries);
  const client = useQueryClient();
  const choose = (path: string) => {
    chosen?.();
    // The page that is open already: whoever chooses it again wants to know whether something came.
    if (path === pathname) void client.invalidateQueries({ predicate: isListOrNumber });
  };
  return (
    <nav aria-label={t("app.menu")}>
      <ul className="menu">
        {entries.map(({ path, text, icon }) => (
          <li key={path}>
            <Link
              to={path}
              {...(path === current?.path ? { "aria-current": "page" as const } : {})}
              onClick={() => choose(path)}
            >
              {icon}
              {t(text)}
            </Link>
            {hasHeap(path) && <ToReview path={path} />}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SearchButton() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isCalled = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
      const isBare = !event.ctrlKey && !event.metaKey && !event.altKey;
      const isSlash = event.key === "/" && isBare && !isTyping(event.target) && areKeysOn();
      // Behind an open dialog there is nothing to go to.
      if ((!isCalled && !isSlash) || isDialogOpen()) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        className="bar-button to-search"
        aria-haspopup="dialog"
        aria-keyshortcuts="/ Control+K"
        onClick={() => setOpen(true)}
      >
        <SearchSign />
        <span className="words">{t("search.open")}</span>
        <kbd className="hide-small" aria-hidden="true">
          /
        </kbd>
      </button>
      <Dialog open={open} onClose={close} title={t("search.open")} kind="search">
        <Suspense fallback={<Loading />}>
          <Search close={close} />
        </Suspense>
      </Dialog>
    </>
  );
}

function SearchSign() {
  return (
    <svg aria-hidden="true" width="14" height="14" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="2">
      <circle cx="7" cy="7" r="5" />
      <path d="m11 11 4 4" strokeLinecap="round" />
    </svg>
  );
}
