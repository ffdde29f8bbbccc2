/** The steps of a review, with the unit that takes each. */
import { Steps } from "antd";
import type { Schemas } from "@/api/types";
import { mark, t } from "@/i18n";

type ChainSteps = Schemas["ObligationDetail"]["steps"];

const unitOf = ({ unit }: ChainSteps[number]) => unit?.name ?? t("obligation.no_reviewer");

export function Chain({ steps }: { steps: ChainSteps }) {
  const current = steps.findIndex((step) => step.current);
  const passed = steps.filter((step) => step.passed).length;
  return (
    <Steps
      size="small"
      style={{ marginTop: 12, maxWidth: 720 }}
      current={current >= 0 ? current : passed}
      items={steps.map((step) => ({ title: step.title, content: unitOf(step) }))}
    />
  );
}

/** Who has it now; null when nobody is waited for. */
export function waitsFor(steps: ChainSteps): string | null {
  const step = steps.find(({ current }) => current);
  return step === undefined ? null : `${step.title}${mark.open}${unitOf(step)}${mark.close}`;
}
