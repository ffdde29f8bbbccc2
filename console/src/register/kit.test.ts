import { expect, it } from "vitest";
import type { Question } from "@/form/content";
import { field } from "@/test/definitions";
import { SUBJECT_POINTER, formPointer, stillAsked, type RecordContent, type SubjectQuestion } from "./kit";

it.each([
  ["/details/title", "/answers/title"],
  ["/details/answers/sessions", "/answers/answers/sessions"],
  ["/details/evidence/photos/0", "/evidence/photos"],
  ["/details/captures/2", "/evidence/captures"],
  ["/details/subject_id", "/answers/subject_id"],
])("%s is shown at %s", (server, form) => expect(formPointer(server)).toBe(form));

it("takes back what another answer made needless, and nothing that is still asked for or wrong in itself", () => {
  const said = new Map([["/answers/place", "请填写活动地点"], ["/answers/name", "请填写被曝光单位"], [SUBJECT_POINTER, "请选择单位"], ["/answers/address", "网址不对"]]);
  const left = (content: Partial<RecordContent>, ...fields: Question[]) => {
    const subject = { need: ({ answers }: RecordContent) => (answers["name"] === undefined ? "either" : "either_met") } as SubjectQuestion;
    return [...stillAsked(said, fields, subject, { zero: false, answers: {}, evidence: {}, subject: null, ...content }).keys()];
  };
  const name = (isEitherMet: boolean): Question => ({ ...field("name", "text"), isEither: true, isEitherMet });
  const [place, address] = [field("place", "text"), field("address", "text")];
  expect(left({ answers: { address: "x" } }, { ...place, required: true }, name(false), address)).toEqual([...said.keys()]);
  expect(left({ answers: { address: "x" } }, place, name(false), address)).toEqual(["/answers/name", SUBJECT_POINTER, "/answers/address"]);
  expect(left({ answers: { address: "x" }, subject: "u" }, place, name(true), address)).toEqual([SUBJECT_POINTER, "/answers/address"]);
  expect(left({ answers: { name: "示例公司" } }, place, name(true), address)).toEqual(["/answers/name"]);
});
