//! A PostgreSQL of one's own, which may be stopped and started again.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// Gone with its folder.
pub struct Postgres {
    programs: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
}

impl Postgres {
    /// A new one that runs. What it acknowledged it keeps: nothing is switched off.
    pub fn start() -> Self {
        let programs = std::fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path().join("bin"))
            .find(|bin| bin.join("pg_ctl").is_file())
            .expect("a run about PostgreSQL needs its programs under /usr/lib/postgresql");
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let postgres = Self { programs, folder: tempfile::tempdir().unwrap(), port };
        let owned = command("chown").arg("postgres").arg(postgres.folder.path()).output();
        // Somebody who is not root owns it already.
        assert!(owned.is_ok_and(|output| output.status.success()) || !is_root());
        let data = postgres.data();
        let words = ["-U", "anxing", "--auth=trust", "--encoding=UTF8", "--locale=C", "-D"];
        postgres.succeeds("initdb", &[&words[..], &[&data]].concat());
        postgres.go_on();
        postgres
    }

    pub fn url(&self) -> String {
        format!("postgres://anxing@127.0.0.1:{}/postgres", self.port)
    }

    /// As after a power cut: no session is told.
    pub fn stop(&self) {
        self.succeeds("pg_ctl", &["stop", "-w", "-m", "immediate", "-D", &self.data()]);
    }

    pub fn go_on(&self) {
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={} -c unix_socket_directories={}",
            self.port,
            self.folder.path().display()
        );
        let log = self.folder.path().join("log").display().to_string();
        self.succeeds("pg_ctl", &["start", "-w", "-l", &log, "-o", &options, "-D", &self.data()]);
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn succeeds(&self, program: &str, words: &[&str]) {
        let Output { status, stdout, stderr } = self.run(&self.programs.join(program), words);
        let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success(), "{program}: {out}{err}");
    }

    /// PostgreSQL refuses to be root.
    fn run(&self, program: &Path, words: &[&str]) -> Output {
        let mut command = if is_root() {
            let mut other = command("setpriv");
            other.args(["--reuid", "postgres", "--regid", "postgres", "--init-groups", "--"]).arg(program);
            other
        } else {
            command(program)
        };
        command.args(words).current_dir(self.folder.path()).output().unwrap()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // It may be stopped already.
        self.run(&self.programs.join("pg_ctl"), &["stop", "-m", "immediate", "-D", &self.data()]);
    }
}

fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env("LC_ALL", "C").stdin(std::process::Stdio::null());
    command
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0)
}
