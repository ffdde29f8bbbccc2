//! A private PostgreSQL for one run: its own folder, its own free port on 127.0.0.1, gone afterwards.
//!
//! It is meant to be unlike SQLite where real installations are: text is sorted by Chinese rules, and the server's time
//! zone is not UTC. What passes here does not lean on either. It holds made-up data only, so it asks for no password
//! and never waits for the disk.

use std::{
    env, fs,
    fs::File,
    io,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    Outcome,
    command::{output, program, works},
    place, tools,
};

pub const MAJOR_MIN: u32 = 15;
const START_WITHIN: Duration = Duration::from_secs(60);
const STOP_WITHIN: Duration = Duration::from_secs(10);
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Another program can take the free port before the server does.
const TRIES: u32 = 3;
const FOLDER_PREFIX: &str = "anxing-test-postgres-";

/// A running server. Dropping it stops the server and removes its folder.
pub struct Cluster {
    child: Child,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// # Errors
    /// What could not be made or started, with the end of the server's log.
    pub fn start() -> Outcome<Self> {
        sweep(&env::temp_dir());
        let programs = programs().ok_or("initdb and postgres are not on this machine")?;
        let account = Account::find()?;
        let folder = env::temp_dir().join(format!("{FOLDER_PREFIX}{}", std::process::id()));
        let made = make(&programs, &account, &folder).and_then(|()| launch(&programs, &account, &folder));
        if made.is_err() {
            remove(&folder);
        }
        let (child, port) = made?;
        Ok(Self { child, folder, port })
    }

    /// An address on which databases may be made.
    pub fn url(&self) -> String {
        format!("postgres://anxing@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT asks for a fast stop: sessions are ended, the server's own children go with it.
        let asked = works(program("kill").args(["-INT", &self.child.id().to_string()]));
        let begun = Instant::now();
        while asked && begun.elapsed() < STOP_WITHIN {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(LOOK_EVERY),
                Ok(Some(_)) | Err(_) => break,
            }
        }
        // Both are idle when the server has already gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
        remove(&self.folder);
    }
}

fn remove(folder: &Path) {
    match fs::remove_dir_all(folder) {
        Ok(()) => {}
        Err(gone) if gone.kind() == io::ErrorKind::NotFound => {}
        Err(trouble) => eprintln!("{} is left behind: {trouble}", folder.display()),
    }
}

/// A run that was interrupted could not remove its folder; its server ended with it (see [`Account::program`]).
fn sweep(temp: &Path) {
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in fs::read_dir(temp).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(process) = name.to_str().and_then(|name| name.strip_prefix(FOLDER_PREFIX)) else { continue };
        if process.parse::<u32>().is_ok() && !Path::new("/proc").join(process).exists() {
            remove(&entry.path());
        }
    }
}

/// The folder with the server's programs: the newest of Debian's, or the one behind the PATH.
pub fn programs() -> Option<PathBuf> {
    const NEEDED: [&str; 3] = ["initdb", "postgres", "pg_isready"];
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .chain(place::on_path("initdb").into_iter().filter_map(behind))
        .filter(|bin| NEEDED.iter().all(|name| bin.join(name).is_file()))
        .filter_map(|bin| Some((major(&output(program(bin.join("postgres")).arg("--version")).ok()?)?, bin)))
        .filter(|(major, _)| *major >= MAJOR_MIN)
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin)
}

/// The folder where a program really is: on the PATH there may be a link to one of the programs and not to the others.
fn behind(program: PathBuf) -> Option<PathBuf> {
    Some(fs::canonicalize(program).ok()?.parent()?.to_path_buf())
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` is 15, `postgres (PostgreSQL) 19beta1` is 19.
fn major(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Whom the server runs as: ourselves, or `postgres` or `nobody` when we are root, which PostgreSQL refuses.
struct Account {
    other: Option<&'static str>,
}

impl Account {
    fn find() -> Outcome<Self> {
        if !tools::is_root() {
            return Ok(Self { other: None });
        }
        let other = ["postgres", "nobody"].into_iter().find(|name| works(program("id").args(["-u", name])));
        if other.is_none() || place::on_path("setpriv").is_none() {
            return Err(
                "PostgreSQL refuses to run as root, and there is no account `postgres` or no `setpriv` \
                        (Debian: util-linux) to change to it: run this as an ordinary user"
                    .to_owned(),
            );
        }
        Ok(Self { other })
    }

    /// A program that runs under this account and is ended by the kernel when we are, however that happens.
    fn program(&self, path: &Path) -> Command {
        if place::on_path("setpriv").is_none() {
            return program(path);
        }
        let mut command = program("setpriv");
        command.args(["--pdeathsig", "QUIT"]);
        if let Some(name) = self.other {
            let group = output(program("id").args(["-g", name])).unwrap_or_default();
            command.args(["--reuid", name, "--regid", group.trim(), "--init-groups"]);
        }
        command.arg("--").arg(path);
        command
    }

    /// Gives the folder to the account and to nobody else.
    fn own(&self, folder: &Path) -> Outcome {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(|e| e.to_string())?;
        match self.other {
            Some(name) => output(program("chown").arg(name).arg(folder)).map(drop),
            None => Ok(()),
        }
    }
}

fn make(programs: &Path, account: &Account, folder: &Path) -> Outcome {
    fs::create_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    account.own(folder)?;
    let mut initdb = account.program(&programs.join("initdb"));
    initdb
        .arg("-D")
        .arg(folder.join("data"))
        .args(["-U", "anxing", "--auth=trust", "--encoding=UTF8", "--no-sync"])
        .args(["--locale=C", "--locale-provider=icu", "--icu-locale=zh-Hans-CN"])
        // The account may not be allowed to look at the repository.
        .current_dir(folder);
    output(&mut initdb).map(drop)
}

fn launch(programs: &Path, account: &Account, folder: &Path) -> Outcome<(Child, u16)> {
    let mut trouble = String::new();
    for _ in 0..TRIES {
        let port = free_port()?;
        let mut child = serve(programs, account, folder, port)?;
        match wait_until_ready(programs, &mut child, port) {
            Ok(()) => return Ok((child, port)),
            Err(why) => {
                let _ = child.kill();
                let _ = child.wait();
                trouble = format!("{why}\n{}", end_of(&folder.join("log")));
            }
        }
    }
    Err(trouble)
}

fn free_port() -> Outcome<u16> {
    let listener =
        TcpListener::bind(("127.0.0.1", 0)).map_err(|e| format!("no free port on 127.0.0.1: {e}"))?;
    listener.local_addr().map(|address| address.port()).map_err(|e| e.to_string())
}

fn serve(programs: &Path, account: &Account, folder: &Path, port: u16) -> Outcome<Child> {
    let log = File::create(folder.join("log")).map_err(|e| e.to_string())?;
    let errors = log.try_clone().map_err(|e| e.to_string())?;
    let settings = [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        format!("unix_socket_directories={}", folder.display()),
        "max_connections=300".to_owned(),
        "timezone=Asia/Shanghai".to_owned(),
        "fsync=off".to_owned(),
        "synchronous_commit=off".to_owned(),
        "full_page_writes=off".to_owned(),
        "autovacuum=off".to_owned(),
    ];
    let mut server = account.program(&programs.join("postgres"));
    server.arg("-D").arg(folder.join("data")).current_dir(folder);
    for setting in &settings {
        server.args(["-c", setting]);
    }
    server.stdin(Stdio::null()).stdout(log).stderr(errors);
    server.spawn().map_err(|e| format!("postgres cannot be started: {e}"))
}

fn wait_until_ready(programs: &Path, child: &mut Child, port: u16) -> Outcome {
    let begun = Instant::now();
    while begun.elapsed() < START_WITHIN {
        if let Ok(Some(status)) = child.try_wait() {
            return Err(format!("postgres ended at once: {status}"));
        }
        let mut ask = program(programs.join("pg_isready"));
        if works(ask.args(["-q", "-h", "127.0.0.1", "-d", "postgres", "-p", &port.to_string()])) {
            return Ok(());
        }
        thread::sleep(LOOK_EVERY);
    }
    Err(format!("postgres did not answer within {} s", START_WITHIN.as_secs()))
}

fn end_of(log: &Path) -> String {
    const LINES: usize = 15;
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(LINES)..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_as_debian_and_as_others_print_it() {
        let cases = [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", Some(15)),
            ("postgres (PostgreSQL) 19beta1", Some(19)),
            ("postgres (PostgreSQL) 9.6.24", Some(9)),
            ("something else", None),
        ];
        for (text, expected) in cases {
            assert_eq!(major(text), expected, "{text}");
        }
    }

    #[test]
    fn the_server_answers_sorts_by_chinese_rules_and_leaves_nothing_behind() {
        let Some(bin) = programs() else {
            eprintln!("no PostgreSQL here; `cargo xtask test` installs it or says what is missing");
            return;
        };
        let cluster = Cluster::start().unwrap();
        let question = "SELECT string_agg(w, '' ORDER BY w) || current_setting('TimeZone') \
                        FROM (VALUES ('b'), ('B'), ('a'), ('沈'), ('大')) AS t(w)";
        let answer = output(program(bin.join("psql")).args(["-XAtc", question]).arg(cluster.url())).unwrap();
        assert_eq!(answer.trim(), "大沈abBAsia/Shanghai");
        let (folder, process) =
            (cluster.folder.clone(), Path::new("/proc").join(cluster.child.id().to_string()));
        drop(cluster);
        assert!(!folder.exists(), "the folder is left behind");
        assert!(!process.exists(), "the server is left running");
    }

    #[test]
    fn only_folders_of_ended_runs_are_swept() {
        let temp = env::temp_dir().join(format!("anxing-sweep-{}", std::process::id()));
        // Larger than any process number that Linux gives.
        let ended = temp.join(format!("{FOLDER_PREFIX}4294967294"));
        let running = temp.join(format!("{FOLDER_PREFIX}{}", std::process::id()));
        let other = temp.join("other");
        for folder in [&ended, &running, &other] {
            fs::create_dir_all(folder).unwrap();
        }
        sweep(&temp);
        assert_eq!((ended.exists(), running.exists(), other.exists()), (false, true, true));
        remove(&temp);
    }
}
