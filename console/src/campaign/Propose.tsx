/** A plan file on its way: checked line by line, kept, compared with what runs, adopted after a confirmation. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { answer, api } from "@/api/client";
import { useWrite } from "@/api/write";
import { useMay, useMe } from "@/app/session";
import { keepUnsaved, recallUnsaved } from "@/form/unsaved";
import { mark, t } from "@/i18n";
import { Confirm } from "@/ui/Confirm";
import { useMessages } from "@/ui/messages";
import { FileButton } from "@/ui/FileButton";
import { Panel } from "@/ui/Page";
import { Ready } from "@/ui/State";
import { exactText, line } from "@/ui/time";
import { diffQuery, planQuery, plansQuery, type CampaignHead, type KeptPlan, type PlanCheck } from "./api";
import { DiffView } from "./DiffView";
import { Listing } from "./Listing";

interface PlanFile {
  name: string;
  text: string;
}

export function Propose({ campaign }: { campaign: CampaignHead | null }) {
  const place = `${useMe().person.id}.plan-file`;
  // What was chosen outlives a reload, until the server has it: the file may lie on a stick that was taken out again.
  const [text, setText] = useState(() => recallUnsaved<PlanFile>(place)?.content ?? null);
  const [checked, setChecked] = useState<PlanCheck | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const message = useMessages();
  // What comes after keeping lies below a long listing.
  const next = useRef<HTMLDivElement>(null);
  const check = useWrite({
    send: (plan: string, keyed) => answer(api.POST("/api/plans/check", { body: { text: plan }, ...keyed })),
    refresh: [],
    done: setChecked,
  });
  const keep = useWrite({
    send: (plan: string, keyed) => answer(api.POST("/api/plans", { body: { text: plan }, ...keyed })),
    done: ({ fingerprint }) => {
      setChosen(fingerprint);
      keepUnsaved(place, null);
      message.success(t("plan.kept"));
      next.current?.scrollIntoView({ block: "start" });
    },
  });
  const choose = async (file: File) => {
    const plan = { name: file.name, text: await file.text() };
    keepUnsaved(place, { content: plan, revision: 0 });
    setChecked(null);
    setText(plan);
  };
  useEffect(() => {
    if (text !== null) check.mutate(text.text);
  }, [text]);
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
      <div ref={next}>
        <Kept campaign={campaign} chosen={chosen} choose={setChosen} />
      </div>
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
      {errors > 0 && <p>{t("plan.check_more")}</p>}
      {errors === 0 && checked.problems.length > 0 && <p>{t("plan.check_warnings")}</p>}
      <p className="soft">{t("plan.check_quotes")}</p>
      {checked.problems.length > 0 && <Listing text={text} problems={checked.problems} />}
    </>
  );
}

interface KeptProps {
  campaign: CampaignHead | null;
  chosen: string | null;
  choose: (fingerprint: string) => void;
}

function Kept(props: KeptProps) {
  const plans = useQuery(plansQuery);
  return (
    <Panel title={t("plan.step_adopt")}>
      <Ready query={plans}>{(files) => <Files files={files} {...props} />}</Ready>
    </Panel>
  );
}

function Files({ files, campaign, chosen, choose }: KeptProps & { files: KeptPlan[] }) {
  const begin = useWrite({
    send: (fingerprint: string, keyed) => answer(api.POST("/api/campaigns", { body: { fingerprint }, ...keyed })),
  });
  const running = useQuery({ ...planQuery(campaign?.id ?? ""), enabled: campaign?.running != null });
  const adopters = new Map(running.data?.adoptions.map(({ fingerprint, adopted_by }) => [fingerprint, t("plan.adopted_by", { by: adopted_by })]));
  // Before any plan runs, the only one that was kept is the one that is meant; afterwards the one that runs, whose
  // comparison shows what units that came or went since have changed.
  const only = campaign?.running == null && files.length === 1 ? files[0]!.fingerprint : null;
  const picked = chosen ?? only ?? running.data?.fingerprint ?? null;
  return (
    <>
      <div className="filters">
        <Select
          aria-label={t("plan.file")}
          placeholder={t("plan.file")}
          style={{ minWidth: "min(640px, 100%)", maxWidth: "100%" }}
          value={picked}
          onChange={(fingerprint) => fingerprint !== null && choose(fingerprint)}
          options={files.map(({ fingerprint, title, kept_at, kept_by }) => ({
            value: fingerprint,
            // The title is the same in every edition, and what comes last is cut: what tells them apart comes before it.
            label: line(
              exactText(kept_at),
              running.data?.fingerprint === fingerprint ? t("plan.in_force") : null,
              kept_by == null ? null : t("plan.kept_by", { by: kept_by }),
              adopters.get(fingerprint) ?? null,
              title,
            ),
          }))}
        />
        {picked !== null && campaign === null && (
          <Button loading={begin.isPending} onClick={() => begin.mutate(picked)}>
            {t("plan.begin")}
          </Button>
        )}
      </div>
      {picked !== null && campaign !== null && (
        <Compare key={picked} campaign={campaign.id} fingerprint={picked} isRunning={running.data?.fingerprint === picked} />
      )}
    </>
  );
}

/** Stays where the comparison was: what was compared is in force now, and nothing is left to be pressed. */
function Adopted({ count }: { count: number }) {
  return (
    <Alert
      type="success"
      showIcon
      data-testid="adopted"
      title={t("plan.adopt_done", { count })}
      description={
        <>
          {t("plan.adopt_done_about")} <Link to="/board">{t("menu.board")}</Link>
          {mark.comma}
          <Link to="/plan">{t("menu.plan")}</Link>
        </>
      }
    />
  );
}

interface CompareProps {
  campaign: string;
  fingerprint: string;
  /** The file is the one in force: only units that came or went can make a difference. */
  isRunning: boolean;
}

function Compare({ campaign, fingerprint, isRunning }: CompareProps) {
  const may = useMay();
  const { now } = useMe();
  const message = useMessages();
  const navigate = useNavigate();
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
    done: ({ obligations }, parent) => {
      if (parent !== null) return;
      // The last of the first steps: their page says what follows.
      message.success(t("plan.adopt_done", { count: obligations }));
      void navigate("/begin");
    },
  });
  if (adopt.data !== undefined) return <Adopted count={adopt.data.obligations} />;
  return (
    <Ready query={diff}>
      {(view) => {
        const late = view.units.flatMap(({ changes }) => changes).filter(({ kind, due_at }) => kind !== "dropped" && due_at < now);
        const changes = view.added + view.moved + view.dropped;
        const lateText = late.length === 0 ? null : t("plan.adopt_late", { count: late.length });
        return (
          <>
            {lateText !== null && <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={lateText} />}
            <DiffView campaign={campaign} view={view} />
            {may("campaign.adopt") && !(isRunning && changes === 0) && (
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
                  <Button type={changes === 0 ? "default" : "primary"} loading={adopt.isPending}>
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
