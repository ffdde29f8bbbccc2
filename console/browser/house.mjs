/** A server that can be killed and started again behind a line that can be cut: what a bad afternoon does to an upload. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { BINARY } from "./support.mjs";

const PLANS = fileURLToPath(new URL("../../plans/liaoning-2021/", import.meta.url));
const PASSWORD = "Ping-An-Xing-2021!";
const SETTINGS = '[login]\nsecond_factor = "off"\n';

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A line of so many bytes a second towards the server, which counts them. */
export class Line {
  static async to(port, bytesPerSecond) {
    const line = new Line(port, bytesPerSecond);
    await once(line.server.listen(0, "127.0.0.1"), "listening");
    line.url = `http://127.0.0.1:${line.server.address().port}`;
    return line;
  }

  constructor(port, bytesPerSecond) {
    this.sent = 0;
    this.isCut = false;
    this.sockets = new Set();
    this.server = createServer((near) => {
      if (this.isCut) return near.destroy();
      const far = connect(port, "127.0.0.1");
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on("error", () => undefined);
        socket.on("close", () => {
          this.sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      far.pipe(near);
      near.on("data", (bytes) => {
        this.sent += bytes.length;
        far.write(bytes);
        near.pause();
        setTimeout(() => near.resume(), (bytes.length / bytesPerSecond) * 1000);
      });
    });
  }

  cut() {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend() {
    this.isCut = false;
  }

  close() {
    this.cut();
    this.server.close();
  }
}

/** One data folder and the server on it. */
export class House {
  static async open() {
    const house = new House();
    house.port = await freePort();
    house.folder = mkdtempSync(join(tmpdir(), "anxing-browser-"));
    mkdirSync(join(house.folder, "data"));
    writeFileSync(join(house.folder, "data", "anxing.toml"), SETTINGS);
    return house;
  }

  /** Resolves with the first line that `wanted` takes. */
  async start(wanted = (line) => line.includes("安行已启动")) {
    const listen = `127.0.0.1:${this.port}`;
    this.child = spawn(BINARY, ["serve", "--data", join(this.folder, "data"), "--listen", listen], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    for await (const line of createInterface({ input: this.child.stdout })) {
      if (wanted(line)) return line;
    }
    throw new Error("the server ended before it was ready");
  }

  /** SIGKILL: nothing is flushed, nothing is closed. */
  async kill() {
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
  }

  async close() {
    if (this.child?.exitCode === null && this.child.signalCode === null) await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The authority with the plan of 2021 and an officer of Shenyang; answers the account and a weekly obligation. */
  async setUp() {
    const link = await this.start((line) => line.includes("/console/setup#"));
    const asked = `http://127.0.0.1:${this.port}`;
    const ask = async (cookie, method, path, body, type = "application/json") => {
      const headers = { origin: asked, "content-type": type, ...(cookie === "" ? {} : { cookie }) };
      const answer = await fetch(asked + path, { method, headers, body });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer;
    };
    const json = async (...request) => (await ask(...request)).json();
    const logIn = async (login, password) => {
      const answer = await ask("", "POST", "/api/session", JSON.stringify({ login, password }));
      return answer.headers.get("set-cookie").split(";")[0];
    };
    const authority = { key: "liaoning", name: "辽宁省工业和信息化厅", valid_from: "2000-01-01" };
    const person = { name: "系统管理员", login: "admin", password: PASSWORD };
    await ask("", "POST", "/api/setup", JSON.stringify({ token: link.trim().split("#")[1], authority, person }));
    const admin = await logIn("admin", PASSWORD);
    await ask(admin, "POST", "/api/units/import", readFileSync(`${PLANS}units.csv`), "application/octet-stream");
    const unit = async (key) => {
      const { items } = await json(admin, "GET", `/api/units?q=${key}&limit=200`);
      return items.find((one) => one.key === key).id;
    };
    const hire = async (login, role, unitId) => {
      const posts = [{ unit_id: unitId, role, valid_from: "2021-01-01" }];
      const made = await json(admin, "POST", "/api/people", JSON.stringify({ name: `人员 ${login}`, login, posts }));
      return { login, password: made.one_time_password };
    };
    const account = await hire("office", "office", await unit("liaoning"));
    const first = await logIn(account.login, account.password);
    await ask(first, "PUT", "/api/me/password", JSON.stringify({ current: account.password, new: PASSWORD }));
    const office = await logIn("office", PASSWORD);
    const text = readFileSync(`${PLANS}plan.yaml`, "utf8");
    const { fingerprint } = await json(office, "POST", "/api/plans", JSON.stringify({ text }));
    const { id } = await json(office, "POST", "/api/campaigns", JSON.stringify({ fingerprint }));
    await ask(office, "POST", `/api/campaigns/${id}/adopt`, JSON.stringify({ fingerprint, parent: null }));
    const city = await unit("shenyang");
    const weekly = await json(office, "GET", `/api/obligations?unit=${city}&duty=weekly&limit=200`);
    return { officer: await hire("shenyang", "city_officer", city), obligations: weekly.items.map((one) => one.id) };
  }
}
