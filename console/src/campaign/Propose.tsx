/** A plan file on its way: checked line by line, kept, compared with what runs, adopted after a confirmation. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Select } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import { useWrite } from "@/api/write";
import { useMay, useMe } from "@/app/session";
import { mark, t } from "@/i18n";
import { Confirm } from "@/ui/Confirm";
import { useMessages } from "@/ui/messages";
import { FileButton } from "@/ui/FileButton";
import { Panel } from "@/ui/Page";
import { Ready } from "@/ui/State";
import { instantText } from "@/ui/time";
import { diffQuery, plansQuery, type CampaignHead, type PlanCheck } from "./api";
import { DiffView } from "./DiffView";
import { Listing } from "./Listing";

export function Propose({ campaign }: { campaign: CampaignHead | null }) {
  const [text, setText] = useState<{ name: string; text: string } | null>(null);
  const [checked, setChecked] = useState<PlanCheck | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const message = useMessages();
  const check = useWrite({
    send: (plan: string, keyed) => answer(api.POST("/api/plans/check", { body: { text: plan }, ...keyed })),
    refresh: [],
    done: setChecked,
  });
  const keep = useWrite({
    send: (plan: string, keyed) => answer(api.POST("/api/plans", { body: { text: plan }, ...keyed })),
    done: ({ fingerprint }) => {
      setChosen(fingerprint);
      message.success(t("plan.kept"));
    },
  });
  const choose = async (file: File) => {
    const plan = await file.text();
    setText({ name: file.name, text: plan });
    setChecked(null);
    check.mutate(plan);
  };
  return (
    <>
      <Panel title={t("plan.step_check")}>
        <p style={{ marginTop: 0 }}>{t("plan.check_help")}</p>
        <FileButton text={t("plan.choose")} accept=".yaml,.yml" busy={check.isPending} onFile={(file) => void choose(file)} />
        {checked !== null && text !== null && (
          <div style={{ marginTop: 12 }}>
            <Checked name={text.name} text={text.text} checked={checked} />
            <Button
              type="primary"
              style={{ marginTop: 12 }}
              disabled={!checked.acceptable}
              loading={keep.isPending}
              onClick={() => keep.mutate(text.text)}
            >
              {t("plan.keep")}
            </Button>
          </div>
        )}
      </Panel>
      <Kept campaign={campaign} chosen={chosen} choose={setChosen} />
    </>
  );
}

function Checked({ name, text, checked }: { name: string; text: string; checked: PlanCheck }) {
  const errors = checked.problems.filter(({ error }) => error).length;
  return (
    <>
      <Alert
        type={checked.acceptable ? (checked.problems.length > 0 ? "warning" : "success") : "error"}
        showIcon
        style={{ marginBottom: 12 }}
        title={
          <>
            <span className="verbatim">{name}</span>
            {mark.colon}
            {t("plan.check_result", { errors, warnings: checked.problems.length - errors })}
          </>
        }
      />
      {checked.problems.length > 0 && <Listing text={text} problems={checked.problems} />}
    </>
  );
}

function Kept({ campaign, chosen, choose }: {
  campaign: CampaignHead | null;
  chosen: string | null;
  choose: (fingerprint: string) => void;
}) {
  const plans = useQuery(plansQuery);
  const begin = useWrite({
    send: (fingerprint: string, keyed) => answer(api.POST("/api/campaigns", { body: { fingerprint }, ...keyed })),
  });
  return (
    <Panel title={t("plan.step_adopt")}>
      <Ready query={plans}>
        {(files) => (
          <>
            <Select
              aria-label={t("plan.file")}
              placeholder={t("plan.file")}
              style={{ minWidth: "min(420px, 100%)", maxWidth: "100%", marginBottom: 12 }}
              value={chosen}
              onChange={(fingerprint) => fingerprint !== null && choose(fingerprint)}
              options={files.map(({ fingerprint, title, kept_at }) => ({
                value: fingerprint,
                label: `${title} · ${instantText(kept_at)} · ${fingerprint.slice(0, 8)}`,
              }))}
            />
            {chosen !== null && campaign === null && (
              <Button loading={begin.isPending} onClick={() => begin.mutate(chosen)}>
                {t("plan.begin")}
              </Button>
            )}
            {chosen !== null && campaign !== null && <Compare campaign={campaign.id} fingerprint={chosen} />}
          </>
        )}
      </Ready>
    </Panel>
  );
}

function Compare({ campaign, fingerprint }: { campaign: string; fingerprint: string }) {
  const may = useMay();
  const { now } = useMe();
  const message = useMessages();
  const diff = useQuery(diffQuery(campaign, fingerprint));
  const adopt = useWrite({
    send: (parent: string | null, keyed) =>
      answer(
        api.POST("/api/campaigns/{id}/adopt", {
          params: { path: { id: campaign } },
          body: { fingerprint, parent },
          ...keyed,
        }),
      ),
    done: ({ obligations }) => message.success(t("plan.adopt_done", { count: obligations })),
  });
  return (
    <Ready query={diff}>
      {(view) => {
        const late = view.units.flatMap(({ changes }) => changes).filter(({ kind, due_at }) => kind !== "dropped" && due_at < now);
        const lateText = late.length === 0 ? null : t("plan.adopt_late", { count: late.length });
        return (
          <>
            {lateText !== null && <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={lateText} />}
            <DiffView view={view} />
            {may("campaign.adopt") && (
              <div className="form-foot">
                <Confirm
                  title={t("plan.adopt")}
                  description={
                    <>
                      <p>{t("plan.adopt_about", { added: view.added, moved: view.moved, dropped: view.dropped })}</p>
                      {lateText}
                    </>
                  }
                  onConfirm={() => adopt.mutate(view.parent ?? null)}
                >
                  <Button type="primary" loading={adopt.isPending}>
                    {t("plan.adopt")}
                  </Button>
                </Confirm>
              </div>
            )}
          </>
        );
      }}
    </Ready>
  );
}
