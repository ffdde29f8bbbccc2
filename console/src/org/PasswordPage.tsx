import { Alert } from "antd";
import { useNavigate } from "react-router";
import { useMe } from "@/app/session";
import { t } from "@/i18n";
import { Page, Panel } from "@/ui/Page";
import { PasswordForm } from "./PasswordForm";

/** The page that a one-time password leads to; nothing else opens until it was changed. */
export default function PasswordPage() {
  const navigate = useNavigate();
  const me = useMe();
  return (
    <Page title={t("password.title")}>
      <Panel>
        <div style={{ maxWidth: 420 }}>
          {me.must_change_password && (
            <Alert type="info" showIcon title={t("password.first")} style={{ marginBottom: 16 }} />
          )}
          <PasswordForm isAlone done={() => void navigate("/", { replace: true })} />
        </div>
      </Panel>
    </Page>
  );
}
