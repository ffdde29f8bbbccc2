/** Where the person is logged in, with a way to end what should not be. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { t } from "@/i18n";
import { Confirm } from "@/ui/Confirm";
import { useMessages } from "@/ui/messages";
import { DataTable } from "@/ui/DataTable";
import { Panel } from "@/ui/Page";
import { Ready } from "@/ui/State";
import { StateMark } from "@/ui/StateMark";
import { instantText } from "@/ui/time";

type Session = Schemas["SessionItem"];

export function Sessions() {
  const message = useMessages();
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: () => answer(api.GET("/api/me/sessions")) });
  const refresh = [["sessions"]];
  const end = useWrite({
    send: (id: string, keyed) =>
      answer(api.DELETE("/api/me/sessions/{id}", { params: { path: { id } }, ...keyed })),
    refresh,
    done: () => message.success(t("sessions.ended")),
  });
  const endOthers = useWrite({
    send: (_: null, keyed) => answer(api.DELETE("/api/me/sessions", keyed)),
    refresh,
    done: () => message.success(t("sessions.ended")),
  });
  const alone = (sessions.data?.items.length ?? 0) < 2;
  return (
    <Panel
      title={t("sessions.title")}
      extra={
        <Confirm
          title={t("sessions.end_others")}
          description={t("sessions.end_others_about")}
          onConfirm={() => endOthers.mutate(null)}
        >
          <Button disabled={alone}>{t("sessions.end_others")}</Button>
        </Confirm>
      }
    >
      <p className="soft">{t("sessions.about")}</p>
      <Ready query={sessions}>
        {({ items }) => (
          <DataTable<Session>
            label={t("sessions.title")}
            rows={items}
            id={(row) => row.id}
            columns={[
              {
                title: t("sessions.device"),
                render: (_, row) => (row.device === "" ? t("sessions.unknown_device") : row.device),
              },
              { title: t("sessions.begun"), render: (_, row) => instantText(row.created_at) },
              { title: t("sessions.used"), render: (_, row) => instantText(row.last_seen_at) },
              {
                title: t("common.state"),
                render: (_, row) =>
                  row.this ? (
                    <StateMark tone="good" text={t("sessions.this")} />
                  ) : (
                    <Confirm title={t("sessions.end")} onConfirm={() => end.mutate(row.id)}>
                      <Button size="small">{t("sessions.end")}</Button>
                    </Confirm>
                  ),
              },
            ]}
          />
        )}
      </Ready>
    </Panel>
  );
}
