//! The server under load: the released program in a process of its own, on loopback, ended with the case.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant as Stopwatch},
};

use tokio::sync::mpsc;

use crate::{Outcome, client::Client};

pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// From the start of the process until `/readyz` said so.
    pub ready_after: Duration,
    /// The one-time link of a first start.
    pub set_up_token: Option<String>,
}

const START_WITHIN: Duration = Duration::from_secs(60);
/// The link follows the address at once.
const LINK_WITHIN: Duration = Duration::from_millis(200);
const LOOK_EVERY: Duration = Duration::from_millis(2);

impl Server {
    /// `anxing serve` on a data folder and, when given, a PostgreSQL database.
    pub async fn anxing(program: &Path, data: &Path, database: Option<&str>) -> Outcome<Self> {
        // The load is one administrator at one address who never rests: what a server rightly refuses is not measured.
        const SETTINGS: &str = "[login]\nsecond_factor = \"off\"\n\n[limits]\n\
            requests_per_minute_per_address = 0\nrequests_per_minute_per_account = 0\n";
        std::fs::create_dir_all(data).map_err(|error| error.to_string())?;
        std::fs::write(data.join("anxing.toml"), SETTINGS).map_err(|error| error.to_string())?;
        let mut command = Command::new(program);
        command.arg("serve").args(["--listen", "127.0.0.1:0"]).arg("--data").arg(data);
        // What an operator would run with: requests are not logged line by line to a file that nobody reads here.
        command.env("RUST_LOG", "warn");
        if let Some(url) = database {
            command.args(["--database-url", url]);
        }
        Self::start(command, "/readyz").await
    }

    /// This program as another server (`limits` and the floor).
    pub async fn own(words: &[&str], data: &Path) -> Outcome<Self> {
        let this = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut command = Command::new(this);
        command.args(words).arg(data);
        Self::start(command, "/hello").await
    }

    async fn start(mut command: Command, ready: &str) -> Outcome<Self> {
        let begun = Stopwatch::now();
        command.stdout(Stdio::piped()).stderr(Stdio::inherit()).stdin(Stdio::null());
        let mut child = command.spawn().map_err(|error| format!("the server cannot be started: {error}"))?;
        let out = child.stdout.take();
        // From here on the process ends with this value, whatever goes wrong.
        let mut server = Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            ready_after: Duration::ZERO,
            set_up_token: None,
        };
        let (tell, mut lines) = mpsc::unbounded_channel();
        // Reads to the end, so that whatever the server prints later does not fill the pipe.
        std::thread::spawn(move || {
            let lines = out.into_iter().flat_map(|out| BufReader::new(out).lines());
            lines.map_while(Result::ok).for_each(|line| drop(tell.send(line)));
        });
        server.address = loop {
            let line = lines.recv().await.ok_or("the server ended before it listened")?;
            if let Some(address) = address(&line) {
                break address;
            }
        };
        wait_until_ready(server.address, ready, begun).await?;
        server.ready_after = begun.elapsed();
        // A first start prints its link in the lines behind; a later one prints nothing more.
        while let Ok(Some(line)) = tokio::time::timeout(LINK_WITHIN, lines.recv()).await {
            let token = line.split_once('#').map(|(_, token)| token.trim().to_owned());
            server.set_up_token = server.set_up_token.take().or(token);
        }
        Ok(server)
    }

    #[must_use]
    pub fn pids(&self) -> Vec<u32> {
        vec![self.child.id()]
    }

    /// Ends the process and waits for its end, so that the next one may have the folder.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only when it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first address in a line.
fn address(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line.split_once("http://")?;
    rest.split('/').next()?.parse().ok()
}

async fn wait_until_ready(address: SocketAddr, path: &str, begun: Stopwatch) -> Outcome<()> {
    loop {
        let answered = match Client::connect(address, None).await {
            Ok(mut client) => client.get(path).await.map(|_| ()),
            Err(error) => Err(error),
        };
        match answered {
            Ok(()) => return Ok(()),
            Err(error) if begun.elapsed() > START_WITHIN => return Err(error),
            Err(_) => tokio::time::sleep(LOOK_EVERY).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_what_the_server_says() {
        let line = "安行已启动：http://127.0.0.1:8021/  控制台：http://127.0.0.1:8021/console/";
        assert_eq!(address(line).unwrap().port(), 8021);
        assert_eq!(address("数据库结构已是最新"), None);
    }
}
