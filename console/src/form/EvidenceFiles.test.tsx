import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { EvidenceFile } from "@/api/types";
import { file } from "@/test/definitions";
import { EvidenceFiles } from "./EvidenceFiles";

const FILES: EvidenceFile[] = [
  { ...file("p"), name: "现场.jpg", kind: "pictures", media_type: "image/jpeg" },
  { ...file("w"), name: "名单.doc", media_type: "application/msword" },
  { ...file("v"), name: "活动.mp4", kind: "video", media_type: "video/mp4" },
  { ...file("d"), name: "方案.pdf" },
];
const open = (name: string) => fireEvent.click(screen.getByRole("button", { name: `查看：${name}` }));
const viewer = () => screen.getByRole("region", { name: /^正在查看/ });

it("shows a file where it stands and goes on to the next that can be shown", () => {
  render(<EvidenceFiles files={FILES} />);
  expect(screen.queryByRole("button", { name: "查看：名单.doc" })).toBeNull();
  open("现场.jpg");
  expect(viewer().querySelector("img")?.getAttribute("src")).toBe("/api/files/p/preview?size=screen");
  const [previous, next] = ["上一个", "下一个"].map((text) => screen.getByText(text).closest("button")!);
  expect(previous!.disabled).toBe(true);
  fireEvent.click(next!);
  expect(viewer().querySelector("video")?.getAttribute("src")).toBe("/api/files/v");
  fireEvent.click(screen.getByText("下一个"));
  expect(viewer().querySelector("iframe")?.getAttribute("src")).toBe("/api/files/d");
  expect(screen.getByText("下一个").closest("button")!.disabled).toBe(true);
});

it("closes by its button, by Escape and by what opened it", () => {
  render(<EvidenceFiles files={FILES} />);
  open("现场.jpg");
  fireEvent.click(screen.getByText(/^关\s*闭$/));
  expect(screen.queryByRole("region")).toBeNull();
  open("现场.jpg");
  fireEvent.keyDown(viewer(), { key: "Escape" });
  expect(screen.queryByRole("region")).toBeNull();
  open("现场.jpg");
  open("现场.jpg");
  expect(screen.queryByRole("region")).toBeNull();
});

it("offers the file itself where the browser cannot show it", () => {
  render(<EvidenceFiles files={FILES} />);
  open("活动.mp4");
  fireEvent.error(viewer().querySelector("video")!);
  expect(screen.getByText("下载").getAttribute("href")).toBe("/api/files/v");
});

it("tries the picture itself when the server cannot make it small", () => {
  render(<EvidenceFiles files={FILES} />);
  open("现场.jpg");
  fireEvent.error(viewer().querySelector("img")!);
  expect(viewer().querySelector("img")?.getAttribute("src")).toBe("/api/files/p");
  fireEvent.error(viewer().querySelector("img")!);
  expect(screen.getByText("下载").getAttribute("href")).toBe("/api/files/p");
});

it("asks the server for small pictures, and not for what was chosen here", () => {
  const { container } = render(<EvidenceFiles files={FILES} local={new Map([["v", "blob:here"]])} />);
  const asked = [...container.querySelectorAll(".thumb > :is(img, video)")].map((one) => one.getAttribute("src"));
  expect(asked).toEqual(["/api/files/p/preview?size=thumbnail", "blob:here#t=1"]);
});

it("says what is said about a file in the line of that file", () => {
  render(<EvidenceFiles files={FILES} about={(id) => <em>{`意见 ${id}`}</em>} />);
  const lines = screen.getAllByTestId("file").map((line) => [line.textContent!.includes("名单.doc"), line.textContent!.includes("意见 w")]);
  expect(lines).toEqual([[false, false], [true, true], [false, false], [false, false]]);
});
