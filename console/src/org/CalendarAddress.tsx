/** An address that a telephone or an office program subscribes to: shown once, good for the calendar only, revocable. */
import { useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import { useWrite } from "@/api/write";
import { t } from "@/i18n";
import { Confirm } from "@/ui/Confirm";
import { Panel } from "@/ui/Page";
import { Secret } from "@/ui/Secret";
import { Ready } from "@/ui/State";
import { instantText } from "@/ui/time";

/** Where somebody looks at the calendar. */
export function SubscribeButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("calendar.address")}</Button>
      <Modal open={open} title={t("calendar.address")} footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
        <Address />
      </Modal>
    </>
  );
}

export function CalendarAddress() {
  return (
    <Panel title={t("calendar.address")}>
      <Address />
    </Panel>
  );
}

function Address() {
  const state = useQuery({ queryKey: ["calendar"], queryFn: () => answer(api.GET("/api/me/calendar")) });
  const [path, setPath] = useState<string | null>(null);
  const make = useWrite({
    send: (_: null, keyed) => answer(api.POST("/api/me/calendar", { ...keyed })),
    done: (made) => setPath(made.path ?? null),
  });
  const revoke = useWrite({ send: (_: null, keyed) => answer(api.DELETE("/api/me/calendar", { ...keyed })) });
  return (
    <>
      <p>{t("calendar.about")}</p>
      <Ready query={state}>
        {({ calendar }) =>
          calendar == null ? (
            <Button loading={make.isPending} onClick={() => make.mutate(null)}>
              {t("calendar.make")}
            </Button>
          ) : (
            <>
              <p>
                {t("calendar.since", { at: instantText(calendar.created_at) })} ·{" "}
                {calendar.last_used_at == null
                  ? t("calendar.never_used")
                  : t("calendar.used", { at: instantText(calendar.last_used_at) })}
              </p>
              <div className="filters">
                <Confirm title={t("calendar.renew_about")} onConfirm={() => make.mutate(null)}>
                  <Button loading={make.isPending}>{t("calendar.renew")}</Button>
                </Confirm>
                <Confirm title={t("calendar.revoke_about")} onConfirm={() => revoke.mutate(null)}>
                  <Button danger loading={revoke.isPending}>
                    {t("calendar.revoke")}
                  </Button>
                </Confirm>
              </div>
            </>
          )
        }
      </Ready>
      <Modal open={path !== null} destroyOnHidden title={t("calendar.made")} footer={null} onCancel={() => setPath(null)}>
        <p>{t("calendar.made_about")}</p>
        <Secret text={`${window.location.origin}${path ?? ""}`} />
      </Modal>
    </>
  );
}
