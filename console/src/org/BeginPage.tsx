/** The first screen while no campaign runs, for somebody who sets the system up: what comes first, and where. */
import { Link } from "react-router";
import { useMay } from "@/app/session";
import { t, type TextKey } from "@/i18n";
import { Page, Panel } from "@/ui/Page";

interface BeginStep {
  to: string;
  text: TextKey;
  /** Who has none of them reads who does it, without a link to a page that is not theirs. */
  actions: string[];
}

export default function BeginPage() {
  const may = useMay();
  const steps: BeginStep[] = [
    { to: "/units", text: "begin.units", actions: ["org.manage_units", "org.read_units"] },
    { to: "/people", text: "begin.people", actions: ["org.manage_people"] },
    { to: "/plan", text: may("campaign.keep") ? "begin.own_plan" : "begin.plan", actions: ["campaign.keep", "campaign.read"] },
  ];
  return (
    <Page title={t("begin.title")} about={t("begin.about")}>
      <Panel>
        <ol>
          {steps.map(({ to, text, actions }) => (
            <li key={to}>{may(...actions) ? <Link to={to}>{t(text)}</Link> : t(text)}</li>
          ))}
        </ol>
      </Panel>
    </Page>
  );
}
