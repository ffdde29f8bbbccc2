import { expect, it } from "vitest";
import { needOf } from "@/form/content";
import type { RecordContent } from "@/register/kit";
import type { ExposureView } from "./api";
import { exposureKit } from "./kit";

const kit = exposureKit({} as ExposureView);

function needs(answers: RecordContent["answers"], subject: string | null) {
  const content = { zero: false, answers, evidence: {}, subject };
  const need = (wanted: string) => kit.definition(content).fields.filter(({ key }) => key === wanted).map(needOf)[0];
  return [kit.subject?.need(content), need("subject_name"), need("address")];
}

it.each([
  ["nothing yet: one of the two names, no address", {}, null, ["either", "either", "optional"]],
  ["a unit of the tree", {}, "u", ["either_met", "either_met", "optional"]],
  ["a name by hand", { subject_name: "示例公司" }, null, ["either_met", "either_met", "optional"]],
  ["a department's site has an address", { media_class: "department_site" }, "u", ["either_met", "either_met", "required"]],
  ["a newspaper has none", { media_class: "city_mainstream_media" }, "u", ["either_met", "either_met", "optional"]],
] as [string, object, string | null, string[]][])("%s", (_, answers, subject, expected) =>
  expect(needs(answers as RecordContent["answers"], subject)).toEqual(expected));
