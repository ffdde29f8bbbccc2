import { expect, it } from "vitest";
import { field, file } from "@/test/definitions";
import type { ActivityKind, ActivityView } from "./api";
import { activityKit, detailsOf, settled } from "./kit";
import type { RecordContent } from "@/register/kit";

const kind: ActivityKind = {
  key: "drill", title: "应急演练", clause: "4", quote: "演练", fields: [field("heads", "integer")], evidence: [],
  subject_kinds: ["line"], asks_found: false, by_rule: false,
};

const details = {
  title: "演练", day: "2021-06-10", place: "厂区", mode: "offline" as const, answers: { heads: 30 }, note: "",
  subject_id: "u2", found: null, evidence: { photos: ["f1"] },
};

const view = { details, files: [file("f1")], versions: [] } as unknown as ActivityView;

it("shows the kind's own questions beside the register's and gives back what it got", () => {
  const kit = activityKit(view, kind);
  expect(kit.definition(kit.content(view)).fields.map(({ key }) => key)).toEqual(["title", "day", "mode", "place", "answers/heads", "note"]);
  const content = kit.content(view);
  expect(content.answers["answers/heads"]).toBe(30);
  expect(detailsOf(content)).toEqual(details);
});

it.each([["online", false], ["offline", true], ["both", true], [undefined, true]])("asks for a place when it is %s: %s", (mode, required) => {
  const content = { ...activityKit(view, kind).content(view), answers: { mode } };
  const place = activityKit(view, kind).definition(content).fields.find(({ key }) => key === "place");
  expect(place?.required).toBe(required);
});

const inspection: ActivityKind = {
  ...kind,
  asks_found: true,
  fields: [
    field("sessions", "integer", { required: true }), field("hazards_found", "integer", { required: true }),
    field("hazards_fixed", "integer", { required: true }), field("inspectors", "integer"), field("areas", "integer", { required: true, min: 1 }),
  ],
};

it.each([
  ["nothing found is nought", {}, { found: "nothing" }, { found: "nothing", "answers/hazards_found": 0, "answers/hazards_fixed": 0 }],
  ["what stands there stays", {}, { found: "nothing", "answers/hazards_found": 3 }, { found: "nothing", "answers/hazards_found": 3, "answers/hazards_fixed": 0 }],
  ["another answer fills in nothing again", { found: "nothing" }, { found: "nothing" }, { found: "nothing" }],
  ["something found takes the noughts back", { found: "nothing" }, { found: "something", "answers/hazards_found": 0, "answers/hazards_fixed": 2 }, { found: "something", "answers/hazards_fixed": 2 }],
  ["something found fills in nothing", {}, { found: "something" }, { found: "something" }],
] as [string, object, object, object][])("%s", (_, before, after, expected) => {
  const content = (answers: object) => ({ zero: false, answers, evidence: {}, subject: null }) as RecordContent;
  expect(settled(inspection, content(before), content(after)).answers).toEqual(expected);
});
