/** A record by its title, wherever something counts it; one whose register has no page here is only named. */
import { TitleLink } from "@/ui/TitleLink";

/** By the word that facts have for the register. */
export const RECORD_PAGES: Record<string, string> = { activity: "/activities", exposure: "/exposures" };

export function RecordLink({ of }: { of: { source_kind: string; source_id: string; title: string } }) {
  const page = RECORD_PAGES[of.source_kind];
  return page === undefined ? <>{of.title}</> : <TitleLink to={`${page}/${of.source_id}`} text={of.title} />;
}
