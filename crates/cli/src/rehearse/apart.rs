//! The server as a process of its own, which can be killed. It runs [`super::keeper`], is spoken to over HTTP, and is
//! told the time on its standard input: no server that `anxing serve` starts listens to anything of the kind.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, Lines, Write as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use async_trait::async_trait;
use db::outage::Outage;
use kernel::Instant;
use rehearsal::{Behind, Door, Fault, House};

use super::{inside, keeper, not_empty};
use crate::{Trouble, args::Place};

pub struct Apart {
    place: Place,
    seed: u64,
    now: Instant,
    door: Door,
    starts: u64,
    process: Option<Process>,
    outage: Option<Outage>,
}

struct Process {
    child: Child,
    /// Closed when it is asked to stop.
    told: Option<ChildStdin>,
    said: Lines<BufReader<ChildStdout>>,
}

impl Drop for Process {
    fn drop(&mut self) {
        // Nothing to do when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    /// Starts it at this instant and waits until it says where it listens, and with which token on a first start.
    fn start(place: &Place, seed: u64, now: Instant) -> std::io::Result<(Self, keeper::Ready)> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(keeper::COMMAND).arg("--data").arg(&place.data).args(["--seed", &seed.to_string()]);
        command.env_remove("ANXING_DATABASE_URL");
        if let Some(url) = &place.database_url {
            command.env("ANXING_DATABASE_URL", url);
        }
        let log = File::options().create(true).append(true).open(place.data.join("server.log"))?;
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log).spawn()?;
        let ends = std::io::Error::other("服务端进程一启动就结束了，原因见数据目录下的 server.log");
        let (Some(told), Some(said)) = (child.stdin.take(), child.stdout.take()) else { return Err(ends) };
        let mut process = Self { child, told: Some(told), said: BufReader::new(said).lines() };
        process.write(now)?;
        let line = process.said.next().ok_or(ends)??;
        let ready = keeper::Ready::read(&line).ok_or_else(|| std::io::Error::other(line))?;
        Ok((process, ready))
    }

    /// Tells the time and waits until it goes by it.
    fn tell(&mut self, now: Instant) -> std::io::Result<()> {
        self.write(now)?;
        match self.said.next().transpose()? {
            Some(line) if line == now.micros().to_string() => Ok(()),
            said => Err(std::io::Error::other(format!("{said:?}"))),
        }
    }

    fn write(&mut self, now: Instant) -> std::io::Result<()> {
        let told = self.told.as_mut().ok_or(std::io::ErrorKind::BrokenPipe)?;
        writeln!(told, "{}", now.micros())
    }

    /// Its standard input ends, which is to it what SIGTERM is to a server of an operator.
    fn stop(mut self) -> std::io::Result<()> {
        drop(self.told.take());
        let ended = self.child.wait()?;
        if ended.success() {
            Ok(())
        } else {
            Err(std::io::Error::other(format!("服务端停止时：{ended}")))
        }
    }

    /// SIGKILL.
    fn kill(mut self) -> std::io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Apart {
    /// The house, and the token of its first start.
    pub async fn open(place: Place, seed: u64, begins: Instant) -> Result<(Self, String), Trouble> {
        keeper::mark(&place)?;
        let outage = match &place.database_url {
            Some(url) => Some(Outage::of(url).await?),
            None => None,
        };
        let door = Door::to(Behind::Address(([127, 0, 0, 1], 0).into()));
        let mut house = Self { place, seed, now: begins, door, starts: 0, process: None, outage };
        let token = house.launch().map_err(|error| Trouble::Said(error.to_string()))?;
        Ok((house, token.ok_or_else(not_empty)?))
    }

    fn launch(&mut self) -> std::io::Result<Option<String>> {
        let seed = inside::ids_seed(self.seed, self.starts);
        self.starts += 1;
        let begun = || Process::start(&self.place, seed, self.now);
        let (process, keeper::Ready { address, token }) = tokio::task::block_in_place(begun)?;
        self.process = Some(process);
        self.door.lead_to(Behind::Address(address));
        Ok(token)
    }
}

#[async_trait]
impl House for Apart {
    fn door(&self) -> Door {
        self.door.clone()
    }

    async fn tell(&mut self, now: Instant) -> Result<(), String> {
        self.now = now;
        let Some(process) = &mut self.process else { return Err("服务端没有运行".to_owned()) };
        tokio::task::block_in_place(|| process.tell(now)).map_err(|error| error.to_string())
    }

    fn suffers(&self, fault: Fault) -> bool {
        match fault {
            Fault::Restart | Fault::Kill => true,
            Fault::DatabaseGone | Fault::DatabaseBack => self.outage.is_some(),
        }
    }

    async fn suffer(&mut self, fault: Fault) -> Result<(), String> {
        let running = |process: Option<Process>| process.ok_or_else(|| "服务端没有运行".to_owned());
        let told = |error: std::io::Error| error.to_string();
        match fault {
            Fault::Restart => {
                let process = running(self.process.take())?;
                tokio::task::block_in_place(|| process.stop()).map_err(told)?;
                self.launch().map(drop).map_err(told)
            }
            Fault::Kill => {
                let process = running(self.process.take())?;
                tokio::task::block_in_place(|| process.kill()).map_err(told)
            }
            Fault::DatabaseGone | Fault::DatabaseBack => inside::befall(self.outage.as_ref(), fault).await,
        }
    }

    async fn start(&mut self) -> Result<(), String> {
        self.launch().map(drop).map_err(|error| error.to_string())
    }
}
