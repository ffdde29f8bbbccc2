/** A video on its way while the line is cut, the server is killed, the page is loaded again: it arrives as it was sent. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { House, Line } from "./house.mjs";
import { Person, startBrowser } from "./support.mjs";

const MIB = 1024 * 1024;
const VIDEO_BYTES = 60 * MIB;
/** Four seconds for the video: time enough to be cut in the middle. */
const BYTES_PER_SECOND = 15 * MIB;

let house;
let line;
let browser;
let officer;
let obligations;

before(async () => {
  house = await House.open();
  const made = await house.setUp();
  obligations = made.obligations;
  line = await Line.to(house.port, BYTES_PER_SECOND);
  browser = await startBrowser();
  officer = await Person.at(browser, { url: line.url, accounts: [made.officer] }, made.officer.login);
});

after(async () => {
  await browser?.close();
  line?.close();
  await house?.close();
});

function box(kind, content) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length + 8);
  return Buffer.concat([length, Buffer.from(kind), content]);
}

/** A video as far as the server looks, and its digest. It has no metadata, so it is kept to the byte. */
function video(name) {
  const parts = [
    box("ftyp", Buffer.from("isom\0\0\0\0isommp42")),
    box("mdat", randomBytes(VIDEO_BYTES)),
    box("moov", box("mvhd", Buffer.alloc(100, 1))),
  ];
  const bytes = Buffer.concat(parts);
  const path = join(house.folder, name);
  writeFileSync(path, bytes);
  return { path, sha256: createHash("sha256").update(bytes).digest("hex") };
}

async function writing(which) {
  await officer.go(`/obligations/${obligations[which]}/report`);
  return officer.page;
}

/** Resolves when a third of the video has been sent. */
async function underWay(page) {
  const share = page.getByText(/^已上传 (3\d|[4-9]\d)%$/);
  await share.waitFor({ timeout: 30_000 });
}

test("a server that is killed and a line that is cut cost a pause", async () => {
  const page = await writing(0);
  const { path, sha256 } = video("活动.mp4");
  const before = line.sent;
  await page.getByTestId("file-video").setInputFiles(path);
  await underWay(page);
  line.cut();
  await house.kill();
  await page.getByText(/连接中断，恢复后将从 \d+% 处自动续传/).waitFor();
  await house.start();
  line.mend();
  await page.getByText(sha256).waitFor({ state: "attached", timeout: 60_000 });
  const sent = line.sent - before;
  assert.ok(sent < VIDEO_BYTES * 1.4, `${sent} bytes were sent for ${VIDEO_BYTES}: it did not go on where it was`);
  assert.deepEqual(officer.complaints, []);
});

test("a page that was loaded again goes on with the same file", async () => {
  const page = await writing(1);
  const { path, sha256 } = video("活动二.mp4");
  await page.getByTestId("file-video").setInputFiles(path);
  await underWay(page);
  await page.reload();
  const before = line.sent;
  await page.getByTestId("file-video").setInputFiles(path);
  await page.getByText(sha256).waitFor({ state: "attached", timeout: 60_000 });
  const sent = line.sent - before;
  assert.ok(sent < VIDEO_BYTES * 0.85, `${sent} bytes were sent after a third of ${VIDEO_BYTES} had arrived`);
});

test("what the server refuses is said at the file, and nothing is left to go on with", async () => {
  const page = await writing(2);
  const content = Buffer.concat([Buffer.from("<!DOCTYPE html><script>1</script>"), Buffer.alloc(9 * MIB, " ")]);
  const html = { name: "假.mp4", mimeType: "video/mp4", buffer: content };
  await page.getByTestId("file-video").setInputFiles(html);
  await page.getByText(/实际内容却是网页/).waitFor();
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("anxing.upload")).length), 0);
});
