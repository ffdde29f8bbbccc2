/** Whether a code is asked for beside the password, and how to change that. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useNavigate } from "react-router";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { t } from "@/i18n";
import { FormDialog } from "@/ui/FormDialog";
import { Panel } from "@/ui/Page";
import { Ready } from "@/ui/State";
import { instantText } from "@/ui/time";
import { CodeInput } from "./CodeInput";

type Removed = Schemas["SecondFactorRemoved"];

export function SecondFactor() {
  const navigate = useNavigate();
  const factor = useQuery({ queryKey: ["second-factor"], queryFn: () => answer(api.GET("/api/me/second-factor")) });
  return (
    <Panel title={t("second.title")}>
      <Ready query={factor}>
        {({ confirmed_at, recovery_codes_left, required }) =>
          confirmed_at == null ? (
            <>
              <p>{t("second.none")}</p>
              <Button onClick={() => void navigate("/second-factor")}>{t("second.enable")}</Button>
            </>
          ) : (
            <>
              <p>{t("second.since", { instant: instantText(confirmed_at), count: recovery_codes_left })}</p>
              <FormDialog<{ code: string }, Removed>
                text={t("second.remove")}
                about={t(required ? "second.remove_required" : "second.remove_about")}
                send={(body) => answer(api.POST("/api/me/second-factor/remove", { body }))}
                button={{ danger: true }}
              >
                <CodeInput help={t("second.code_help")} />
              </FormDialog>
            </>
          )
        }
      </Ready>
    </Panel>
  );
}
