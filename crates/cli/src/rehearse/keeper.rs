//! The hidden command behind `anxing rehearse --faults many`: a server whose clock is told by the process that started
//! it, on standard input, one instant a line. It serves folders that a rehearsal has marked as its own and no others, so
//! that nobody's data is ever played with; `anxing serve` has neither this clock nor a way to it.

use std::{
    net::{Ipv4Addr, SocketAddr},
    process::ExitCode,
    sync::Arc,
};

use kernel::{Clock as _, Instant, TravelClock};
use tokio::{net::TcpListener, sync::oneshot};

use super::{inside, settings};
use crate::{
    Trouble,
    args::{KeeperOptions, Place},
    out::say,
};

pub const COMMAND: &str = "rehearsed-server";
/// Stands in the folder of a rehearsal.
const MARK: &str = "rehearsal";

/// The first line that it says.
pub struct Ready {
    pub address: SocketAddr,
    pub token: Option<String>,
}

impl Ready {
    pub fn read(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix("ready ")?.split(' ');
        let address = words.next()?.parse().ok()?;
        Some(Self { address, token: words.next().map(str::to_owned) })
    }
}

/// Marks a folder as one that may be played with.
pub fn mark(place: &Place) -> Result<(), Trouble> {
    let unusable = |error| Trouble::Said(format!("无法写入 {}：{error}", place.data.display()));
    std::fs::create_dir_all(&place.data).map_err(unusable)?;
    std::fs::write(place.data.join(MARK), "").map_err(unusable)
}

pub async fn run(options: KeeperOptions) -> Result<ExitCode, Trouble> {
    let KeeperOptions { place, seed } = options;
    if !place.data.join(MARK).exists() {
        let folder = place.data.display();
        return Err(Trouble::Said(format!("{folder} 不是演练的数据目录。启动服务请用 anxing serve")));
    }
    crate::serve::log_quietly();
    let _lock = server::lock::take(&place.data)?;
    let mut first = String::new();
    let read = std::io::stdin().read_line(&mut first);
    let first = read.ok().and_then(|_| instant(first.trim_end()));
    let first = first.ok_or_else(|| Trouble::Said("标准输入的第一行应为时刻（微秒）".to_owned()))?;
    let clock = Arc::new(TravelClock::at(first));
    let (anxing, pool) = inside::assembled(&place, Arc::<TravelClock>::clone(&clock), seed).await?;
    let unbound = |error: std::io::Error| Trouble::Said(format!("无法监听：{error}"));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(unbound)?;
    let address = listener.local_addr().map_err(unbound)?;
    let token = anxing.set_up_token().await?.unwrap_or_default();
    say!("{}", format!("ready {address} {token}").trim_end());
    let (stop, stopped) = oneshot::channel();
    // Reading standard input blocks for as long as it is open.
    std::thread::spawn(move || {
        for at in std::io::stdin().lines().map_while(Result::ok).map_while(|line| instant(&line)) {
            clock.travel_to(at);
            say!("{}", clock.now().micros());
        }
        // The server has ended by itself when nobody listens any more.
        let _ = stop.send(());
    });
    let stop = async move { drop(stopped.await) };
    server::serve::serve_until(listener, anxing.router, &settings().limits, stop).await;
    pool.close().await.map_err(kernel::Failure::from)?;
    Ok(ExitCode::SUCCESS)
}

fn instant(line: &str) -> Option<Instant> {
    line.parse().ok().map(Instant::from_micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_where_it_listens_and_with_which_token() {
        let read = |line: &str| Ready::read(line).map(|ready| (ready.address.port(), ready.token));
        assert_eq!(read("ready 127.0.0.1:8021 abc"), Some((8021, Some("abc".to_owned()))));
        assert_eq!(read("ready 127.0.0.1:8021"), Some((8021, None)));
        assert_eq!(read("安行已启动"), None);
    }
}
