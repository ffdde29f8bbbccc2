/** The left menu. An entry is there when one of its actions is. */
import {
  ApartmentOutlined, AuditOutlined, BarChartOutlined, BellOutlined, CalendarOutlined, CarryOutOutlined, CheckSquareOutlined, DesktopOutlined,
  EyeOutlined, FileTextOutlined, InboxOutlined, ProfileOutlined, SyncOutlined, TableOutlined, TeamOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import type { TextKey } from "@/i18n";

export interface MenuEntry {
  path: string;
  text: TextKey;
  icon: ReactNode;
  /** Without any, everybody with a post sees the entry. */
  actions: string[];
}

export const MENU: MenuEntry[] = [
  { path: "/todo", text: "menu.todo", icon: <CarryOutOutlined />, actions: ["obligation.submit"] },
  { path: "/board", text: "menu.board", icon: <TableOutlined />, actions: ["obligation.read"] },
  { path: "/obligations", text: "menu.obligations", icon: <UnorderedListOutlined />, actions: ["obligation.read"] },
  { path: "/calendar", text: "menu.calendar", icon: <CalendarOutlined />, actions: ["obligation.read"] },
  { path: "/wall", text: "wall.open_wall", icon: <DesktopOutlined />, actions: ["obligation.read"] },
  { path: "/urge", text: "menu.urge", icon: <BellOutlined />, actions: ["obligation.urge"] },
  { path: "/reviews", text: "menu.reviews", icon: <CheckSquareOutlined />, actions: ["obligation.review"] },
  { path: "/papers", text: "menu.papers", icon: <InboxOutlined />, actions: ["obligation.read"] },
  { path: "/activities", text: "menu.activities", icon: <ProfileOutlined />, actions: ["activity.read"] },
  { path: "/exposures", text: "menu.exposures", icon: <EyeOutlined />, actions: ["exposure.read"] },
  { path: "/statistics", text: "menu.statistics", icon: <BarChartOutlined />, actions: ["statistics.read"] },
  { path: "/plan", text: "menu.plan", icon: <FileTextOutlined />, actions: ["campaign.read", "campaign.keep"] },
  { path: "/units", text: "menu.units", icon: <ApartmentOutlined />, actions: ["org.read_units"] },
  { path: "/people", text: "menu.people", icon: <TeamOutlined />, actions: ["org.read_people"] },
  { path: "/jobs", text: "menu.jobs", icon: <SyncOutlined />, actions: ["jobs.read"] },
  { path: "/audit", text: "menu.audit", icon: <AuditOutlined />, actions: ["audit.read"] },
];

export function menuFor(actions: string[]): MenuEntry[] {
  return MENU.filter((entry) => entry.actions.some((action) => actions.includes(action)));
}

/** The entry of a page. A report that is being written belongs to what its writer has to do, not to the list of everything. */
export function entryOf(pathname: string, entries: MenuEntry[]): MenuEntry | undefined {
  const at = /^\/obligations\/[^/]+\/report$/.test(pathname) && entries.some(({ path }) => path === "/todo") ? "/todo" : pathname;
  return entries.find(({ path }) => isWithin(at, path));
}

function isWithin(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`);
}

/** Whether a page may be shown to somebody: their menu has its entry, or nobody's has. What is empty for want of a right would be believed. */
export function mayOpen(pathname: string, actions: string[]): boolean {
  const entry = MENU.find(({ path }) => isWithin(pathname, path));
  return entry === undefined || menuFor(actions).includes(entry);
}
