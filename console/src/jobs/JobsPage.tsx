/** What runs by itself: when, how it ended, and what is in trouble until somebody looks at it. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { useMe } from "@/app/session";
import { t, word } from "@/i18n";
import { DataTable } from "@/ui/DataTable";
import { Page } from "@/ui/Page";
import { Ready } from "@/ui/State";
import { StateMark, type Tone } from "@/ui/StateMark";
import { instantText } from "@/ui/time";

type Job = Schemas["JobView"];

const TONES: Record<Job["state"], Tone> = { never_ran: "quiet", fine: "good", retrying: "warn", in_trouble: "bad" };

/** Hours, or days when they are whole. */
function rhythm(seconds: number): string {
  const hours = Math.round(seconds / 3600);
  return hours % 24 === 0 ? t("jobs.every_days", { days: hours / 24 }) : t("jobs.every_hours", { hours });
}

export default function JobsPage() {
  const me = useMe();
  const jobs = useQuery({ queryKey: ["jobs"], queryFn: () => answer(api.GET("/api/jobs")) });
  const sooner = useWrite({
    send: (name: string, keyed) => answer(api.POST("/api/jobs/{name}/run", { params: { path: { name } }, ...keyed })),
    refresh: [["jobs"]],
  });
  return (
    <Page title={t("menu.jobs")} about={t("jobs.about")} help="help.jobs">
      <Ready query={jobs}>
        {(rows) => (
          <>
            {rows.some((row) => row.state === "in_trouble") && (
              <Alert type="error" showIcon title={t("jobs.in_trouble")} style={{ marginBottom: 12 }} />
            )}
            <DataTable<Job>
              label={t("menu.jobs")}
              rows={rows}
              id={(row) => row.name}
              columns={[
                { title: t("jobs.title"), dataIndex: "title" },
                { title: t("jobs.every"), render: (_, row) => rhythm(row.every_s) },
                {
                  title: t("common.state"),
                  render: (_, row) => <StateMark tone={TONES[row.state]} text={word("job_state", row.state)} />,
                },
                { title: t("jobs.ended"), render: (_, row) => instantText(row.ended_at) },
                { title: t("jobs.due"), render: (_, row) => instantText(row.due_at) },
                { title: t("jobs.outcome"), render: (_, row) => row.trouble ?? (row.changed === 0 ? t("jobs.in_order") : t("jobs.changed", { n: row.changed })) },
                ...(me.actions.includes("jobs.run")
                  ? [
                      {
                        title: t("common.actions"),
                        render: (_: unknown, row: Job) => (
                          <Button
                            size="small"
                            loading={sooner.isPending && sooner.variables === row.name}
                            onClick={() => sooner.mutate(row.name)}
                          >
                            {t("jobs.run")}
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </>
        )}
      </Ready>
    </Page>
  );
}
