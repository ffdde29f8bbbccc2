//! One data folder, the server on it, and the people who work there.

use std::{
    io::{BufRead, BufReader},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use testkit::ScratchDatabase;

use crate::{
    anxing, shipped,
    visitor::{Request, Visitor},
};

const PASSWORD: &str = "Liaoning-2021-ok";
/// Cities whose officers work at the same time.
pub const CITIES: [&str; 4] = ["shenyang", "dalian", "anshan", "fushun"];

pub struct House {
    folder: PathBuf,
    /// The address of its PostgreSQL; without one the database is in the folder.
    database: Option<String>,
    address: SocketAddr,
    /// What has to go away with it.
    _scratch: Option<ScratchDatabase>,
}

/// What an officer works with.
pub struct Desk {
    pub officer: Visitor,
    pub office: Visitor,
    pub city: String,
    pub unit: String,
    pub campaign: String,
    /// Reports that can be sent in, again and again.
    pub obligations: Vec<String>,
}

pub struct Server {
    pub address: SocketAddr,
    child: Child,
    /// The one-time token of the first start.
    token: Option<String>,
}

impl House {
    /// On the engine that this run is about.
    pub fn new() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let scratch = runtime.block_on(ScratchDatabase::new(&server::migrations()));
        let database = match &scratch.options.engine {
            db::Engine::Sqlite(_) => None,
            db::Engine::Postgres(url) => Some(url.clone()),
        };
        let house = Self::at(scratch.folder.path(), database);
        Self { _scratch: Some(scratch), ..house }
    }

    /// In a folder that is there already.
    pub fn at(folder: &Path, database: Option<String>) -> Self {
        // Its administrator has no telephone, and the visitors come as fast as they can.
        let settings = "[login]\nsecond_factor = \"off\"\n[limits]\nrequests_per_minute_per_address = 0\n\
                        requests_per_minute_per_account = 0\n[uploads]\nunfinished_per_person = 1000\n";
        std::fs::write(folder.join("anxing.toml"), settings).unwrap();
        // The port is free again when the listener is dropped, and nobody else asks for it.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Self { folder: folder.to_owned(), database, address, _scratch: None }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    pub fn command(&self, command: &str) -> Command {
        let mut anxing = anxing();
        anxing.args(command.split(' ')).arg("--data").arg(&self.folder);
        if let Some(url) = &self.database {
            anxing.args(["--database-url", url]);
        }
        anxing
    }

    /// What is on its way in: parts of uploads that are continued, and what lies in staging.
    pub fn on_their_way(&self) -> (usize, usize) {
        let files = |folder: PathBuf| {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
            entries.filter(|path| path.extension().is_some_and(|ending| ending == "part")).count()
        };
        let tmp = std::fs::read_dir(self.folder.join("files/tmp")).into_iter().flatten().flatten();
        let staged = tmp.map(|entry| entry.path()).filter(|path| path.is_dir()).map(files).sum();
        (files(self.folder.join("files/parts")), staged)
    }

    /// Resolves when the server has said where it listens.
    pub fn start(&self) -> Server {
        self.start_under(|serve| serve)
    }

    /// With the command of the server changed before it starts.
    pub fn start_under(&self, change: impl FnOnce(Command) -> Command) -> Server {
        let mut serve = self.command("serve");
        serve.args(["--listen", &self.address.to_string()]);
        let mut serve = change(serve);
        serve.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = serve.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().expect("the server ended at once").unwrap();
        assert!(first.contains("安行已启动"), "{first}");
        let link = match self.folder.join("set-up-done").exists() {
            true => None,
            false => lines
                .map(Result::unwrap)
                .find_map(|line| Some(line.split_once("/console/setup#")?.1.to_owned())),
        };
        Server { address: self.address, child, token: link }
    }

    /// The authority, its units, a city officer each for some cities, and the plan of 2021.
    pub fn set_up(&self, server: &Server, cities: &[&str]) -> Vec<Desk> {
        let at = &server.address;
        let first = json!({
            "token": server.token.as_ref().expect("a one-time link"),
            "authority": { "key": "liaoning", "name": "辽宁省工业和信息化厅", "valid_from": "2000-01-01" },
            "person": { "name": "系统管理员", "login": "admin", "password": PASSWORD },
        });
        Visitor::stranger().ok(at, &Request::json("POST", "/api/setup", &first));
        std::fs::write(self.folder.join("set-up-done"), "").unwrap();
        let admin = Visitor::login(at, "admin", PASSWORD);
        let units = std::fs::read(shipped("liaoning-2021/units.csv")).unwrap();
        admin.ok(at, &Request::bytes("/api/units/import", units));
        let unit = |key: &str| {
            let found = admin.get(at, &format!("/api/units?q={key}&limit=200"));
            let items = found["items"].as_array().unwrap().clone();
            text(&items.iter().find(|unit| unit["key"] == key).unwrap()["id"])
        };
        let office = hire(at, &admin, "office", "office", &unit("liaoning"));
        let plan = std::fs::read_to_string(shipped("liaoning-2021/plan.yaml")).unwrap();
        let kept = office.ok(at, &Request::json("POST", "/api/plans", &json!({ "text": plan })));
        let begin = json!({ "fingerprint": kept["fingerprint"] });
        let campaign = text(&office.ok(at, &Request::json("POST", "/api/campaigns", &begin))["id"]);
        let adoption = json!({ "fingerprint": kept["fingerprint"], "parent": null });
        office.ok(at, &Request::json("POST", format!("/api/campaigns/{campaign}/adopt"), &adoption));
        let desk = |city: &&str| {
            let id = unit(city);
            let officer = hire(at, &admin, city, "city_officer", &id);
            let weekly = officer.get(at, &format!("/api/obligations?unit={id}&duty=weekly&limit=200"));
            let obligations =
                weekly["items"].as_array().unwrap().iter().map(|row| text(&row["id"])).collect();
            Desk {
                officer,
                office: office.clone(),
                city: (*city).to_owned(),
                unit: id,
                campaign: campaign.clone(),
                obligations,
            }
        };
        cities.iter().map(desk).collect()
    }

    pub fn verify_the_trail(&self) {
        self.succeeds("audit verify");
    }

    /// A command that must end well.
    pub fn succeeds(&self, command: &str) {
        let output = self.command(command).output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{command}: {out}{err}");
    }
}

impl Server {
    fn proc(&self, what: &str) -> PathBuf {
        Path::new("/proc").join(self.child.id().to_string()).join(what)
    }

    /// The most memory that it ever had.
    pub fn peak_kib(&self) -> i64 {
        let status = std::fs::read_to_string(self.proc("status")).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// What it has open: connections, and files of evidence.
    pub fn open(&self) -> (usize, usize) {
        let entries = std::fs::read_dir(self.proc("fd")).unwrap().flatten();
        let open: Vec<PathBuf> = entries.filter_map(|entry| std::fs::read_link(entry.path()).ok()).collect();
        let connections =
            open.iter().filter(|target| target.to_string_lossy().starts_with("socket:")).count();
        let evidence = open.iter().filter(|target| target.extension().is_some_and(|ending| ending == "part"));
        (connections, evidence.count())
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn stop(mut self) {
        self.kill();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing to do when it has ended already; a failed test must not leave it running.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn hire(at: &SocketAddr, admin: &Visitor, login: &str, role: &str, unit: &str) -> Visitor {
    let posts = json!([{ "unit_id": unit, "role": role, "valid_from": "2021-01-01" }]);
    let body = json!({ "name": format!("人员 {login}"), "login": login, "posts": posts });
    let made = admin.ok(at, &Request::json("POST", "/api/people", &body));
    let one_time = text(&made["one_time_password"]);
    let visitor = Visitor::login(at, login, &one_time);
    let change = json!({ "current": one_time, "new": PASSWORD });
    visitor.ok(at, &Request::json("PUT", "/api/me/password", &change));
    visitor
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

impl Desk {
    /// The officer at another browser.
    pub fn logs_in_again(&self, at: &SocketAddr) -> Visitor {
        Visitor::login(at, &self.city, PASSWORD)
    }
}
