import { expect, it } from "vitest";
import { field, file } from "@/test/definitions";
import type { ActivityKind, ActivityView } from "./api";
import { activityKit, detailsOf } from "./kit";

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
  expect(kit.definition.fields.map(({ key }) => key)).toEqual(["title", "day", "mode", "place", "answers/heads", "note"]);
  const content = kit.content(view);
  expect(content.answers["answers/heads"]).toBe(30);
  expect(detailsOf(content)).toEqual(details);
});
