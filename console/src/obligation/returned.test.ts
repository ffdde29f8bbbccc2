import { expect, it } from "vitest";
import type { Schemas } from "@/api/types";
import { file } from "@/test/definitions";
import { remarksOf } from "./Returned";

const item = (pointer: string, reason: string | null, ok = false) => ({ pointer, ok, reason });

it("puts what was said beside the place that it is about, a file under its name", () => {
  const review = {
    items: [
      item("/answers/total", "与台账不符"),
      item("/answers/note", null, true),
      item("/evidence/pictures/f1", "看不清"),
      item("/evidence/pictures", "缺一张"),
      item("/outcome", "应按内容报送"),
    ],
  } as unknown as Schemas["ReviewView"];
  const files = [{ ...file("f1"), name: "现场.jpg" }];
  expect([...remarksOf(review, files)]).toEqual([
    ["/answers/total", ["与台账不符"]],
    ["/evidence/pictures", ["现场.jpg：看不清", "缺一张"]],
    ["/outcome", ["应按内容报送"]],
  ]);
  expect(remarksOf(null, []).size).toBe(0);
});
