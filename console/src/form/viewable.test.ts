import { expect, it } from "vitest";
import { file } from "@/test/definitions";
import { glimpseAt, lengthText, neighbour, showsAs, thumbnailAddress, viewedAddress } from "./viewable";

it.each([
  ["image/jpeg", "picture"], ["image/gif", "picture"], ["image/heic", null], ["image/svg+xml", null],
  ["video/quicktime", "video"], ["application/pdf", "pdf"], ["text/html", null], ["application/ofd", null],
])("%s shows as %s", (media_type, expected) => expect(showsAs(media_type)).toBe(expected));

it.each([
  ["image/png", "/api/files/a/preview?size=thumbnail", "/api/files/a/preview?size=screen"],
  ["image/gif", "/api/files/a/preview?size=thumbnail", "/api/files/a"],
  ["image/heic", undefined, "/api/files/a"],
  ["video/mp4", undefined, "/api/files/a"],
  ["application/pdf", undefined, "/api/files/a"],
])("%s is small at %s and looked at at %s", (media_type, small, viewed) => {
  const one = { ...file("a"), media_type };
  expect([thumbnailAddress(one), viewedAddress(one)]).toEqual([small, viewed]);
});

it("goes on among what can be shown, and not round", () => {
  const files = [file("a"), { ...file("w"), media_type: "application/msword" }, file("b")];
  expect(neighbour(files, "a", 1)?.id).toBe("b");
  expect(neighbour(files, "b", -1)?.id).toBe("a");
  expect([neighbour(files, "b", 1), neighbour(files, "a", -1), neighbour(files, "w", 1)]).toEqual([null, null, null]);
});

it.each([
  [42.4, "0:42", 1], [0.4, "0:01", 0.2], [3723, "1:02:03", 1], [59.6, "0:59", 1], [Infinity, null, null], [NaN, null, null], [0, null, null],
])("a video of %d seconds is said to be %s long and shown at %d", (seconds, text, at) => {
  expect([lengthText(seconds), glimpseAt(seconds)]).toEqual([text, at]);
});
