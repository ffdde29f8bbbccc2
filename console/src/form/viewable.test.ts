import { expect, it } from "vitest";
import { file } from "@/test/definitions";
import { hasThumbnail, neighbour, showsAs } from "./viewable";

it.each([
  ["image/jpeg", "picture"], ["image/gif", "picture"], ["image/heic", null], ["image/svg+xml", null],
  ["video/quicktime", "video"], ["application/pdf", "pdf"], ["text/html", null], ["application/ofd", null],
])("%s shows as %s", (media_type, expected) => expect(showsAs(media_type)).toBe(expected));

const MIB = 1024 * 1024;

it.each([
  ["image/png", 2 * MIB, true], ["image/png", 2 * MIB + 1, false], ["video/mp4", 1, false], ["application/pdf", 1, false],
])("%s of %d bytes has a thumbnail: %s", (media_type, bytes, expected) =>
  expect(hasThumbnail({ ...file("a"), media_type, bytes })).toBe(expected));

it("goes on among what can be shown, and not round", () => {
  const files = [file("a"), { ...file("w"), media_type: "application/msword" }, file("b")];
  expect(neighbour(files, "a", 1)?.id).toBe("b");
  expect(neighbour(files, "b", -1)?.id).toBe("a");
  expect([neighbour(files, "b", 1), neighbour(files, "a", -1), neighbour(files, "w", 1)]).toEqual([null, null, null]);
});
