//! CPU and memory as Linux counts them, so that the server's work is told apart from the load's and from what others do
//! on the same machine.

use std::fs;

use crate::Outcome;

/// `/proc` counts in hundredths of a second on every Linux, whatever the kernel's own tick.
const TICKS_PER_SECOND: f64 = 100.0;

/// Seconds of CPU since some moment before.
#[derive(Clone, Copy, Default)]
pub struct Spent {
    pub server: f64,
    /// This process: the clients.
    pub own: f64,
    pub others: f64,
    pub cores: usize,
}

/// Where the counters stood.
pub struct Meter {
    server: Vec<u32>,
    at: (f64, f64, f64),
}

impl Meter {
    /// Of one server; for PostgreSQL the processes of the database are not the server's.
    pub fn start(server: &[u32]) -> Outcome<Self> {
        Ok(Self { server: server.to_vec(), at: counters(server)? })
    }

    pub fn stop(&self) -> Outcome<Spent> {
        let (server, own, all) = counters(&self.server)?;
        let (server, own, all) = (server - self.at.0, own - self.at.1, all - self.at.2);
        Ok(Spent { server, own, others: (all - server - own).max(0.0), cores: cores() })
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

fn counters(server: &[u32]) -> Outcome<(f64, f64, f64)> {
    let mut of_server = 0.0;
    for pid in server {
        of_server += of_process(&pid.to_string())?;
    }
    Ok((of_server, of_process("self")?, of_machine()?))
}

fn read(path: &str) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}

/// User and system time of a process with all its threads, also of those that ended.
fn of_process(pid: &str) -> Outcome<f64> {
    let stat = read(&format!("/proc/{pid}/stat"))?;
    process_seconds(&stat).ok_or_else(|| format!("/proc/{pid}/stat is not as expected"))
}

/// The name of the program may contain spaces and brackets; the numbers begin behind the last bracket.
fn process_seconds(stat: &str) -> Option<f64> {
    let (_, numbers) = stat.rsplit_once(')')?;
    let mut numbers = numbers.split_ascii_whitespace().skip(11);
    let user: f64 = numbers.next()?.parse().ok()?;
    let system: f64 = numbers.next()?.parse().ok()?;
    Some((user + system) / TICKS_PER_SECOND)
}

/// Everything but idling and waiting for the disk.
fn of_machine() -> Outcome<f64> {
    let stat = read("/proc/stat")?;
    machine_seconds(&stat).ok_or_else(|| "/proc/stat is not as expected".to_owned())
}

fn machine_seconds(stat: &str) -> Option<f64> {
    let line = stat.lines().next()?.strip_prefix("cpu ")?;
    // user nice system idle iowait irq softirq steal; the guests behind them are part of user already.
    let numbers: Vec<f64> =
        line.split_ascii_whitespace().take(8).map(str::parse).collect::<Result<_, _>>().ok()?;
    let busy = numbers.iter().enumerate().filter(|(place, _)| !matches!(place, 3 | 4));
    Some(busy.map(|(_, ticks)| ticks).sum::<f64>() / TICKS_PER_SECOND)
}

/// Memory of a process in MiB: now, and at its highest.
pub fn memory_mib(pid: u32) -> Outcome<(u64, u64)> {
    let status = read(&format!("/proc/{pid}/status"))?;
    let of = |name: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim_start_matches(':').split_whitespace().next()?.parse::<u64>().ok()? / 1024)
    };
    match (of("VmRSS"), of("VmHWM")) {
        (Some(now), Some(highest)) => Ok((now, highest)),
        _ => Err(format!("/proc/{pid}/status does not tell the memory")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_lines_are_read() {
        let stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 1 2 3 4 250 50 7 8 20 0 4 0 100";
        assert_eq!(process_seconds(stat), Some(3.0));
        assert_eq!(process_seconds("42 nothing"), None);
        assert_eq!(machine_seconds("cpu  100 0 200 9999 9999 0 0 0 5 5\ncpu0 1"), Some(3.0));
    }
}
