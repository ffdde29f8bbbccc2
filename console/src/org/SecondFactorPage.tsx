import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { useMe } from "@/app/session";
import { t } from "@/i18n";
import { Page, Panel } from "@/ui/Page";
import { Enrol } from "./Enrol";

/** The page to which a login leads whose post asks for a second factor; nothing else opens until there is one. */
export default function SecondFactorPage() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useMe();
  return (
    <Page title={t("second.title")}>
      <Panel>
        <div style={{ maxWidth: 480 }}>
          <Enrol
            isAsked={me.must_enrol_second_factor}
            done={() => void client.invalidateQueries().then(() => navigate("/", { replace: true }))}
          />
        </div>
      </Panel>
    </Page>
  );
}
