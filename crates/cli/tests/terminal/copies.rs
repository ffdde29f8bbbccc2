//! A backup or a restoration that is killed in the middle: no half of either looks like a whole.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use testkit::Role;

use crate::{anxing, live::Live, told};

/// Kills that are tried, spread over the time that one undisturbed run takes.
const KILLS: u32 = 12;
/// Enough for the copying itself to take a while.
const FILES: usize = 24;
const FILE_BYTES: usize = 900_000;

async fn live() -> Live {
    Live::with((0..FILES).map(|number| {
        let mut paper = format!("%PDF-1.4\n% {number}\n").into_bytes();
        paper.extend((0..FILE_BYTES).map(|at| (at * (number + 7) % 251) as u8));
        paper
    }))
    .await
}

fn backup(live: &Live, file: &Path) -> Command {
    let mut command = live.anxing(&["backup"]);
    command.arg(file);
    command
}

fn quiet(mut command: Command) -> Child {
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// How long an undisturbed run takes.
fn measured(command: Command) -> Duration {
    let begun = Instant::now();
    assert!(quiet(command).wait().unwrap().success());
    begun.elapsed()
}

/// Kills it after this share of the time; true when it was still running.
fn killed_at(command: Command, share: u32, whole: Duration) -> bool {
    let mut child = quiet(command);
    // The moment is what is tried out; nothing waits for it but the kill.
    std::thread::sleep(whole * share / KILLS);
    let runs = child.try_wait().unwrap().is_none();
    if runs {
        child.kill().unwrap();
    }
    child.wait().unwrap();
    runs
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_killed_leaves_no_file_of_that_name() {
    let live = live().await;
    let whole = measured(backup(&live, &live.at("whole.tar")));
    let mut cut = 0;
    for share in 0..=KILLS {
        let file = live.at(&format!("{share}.tar"));
        let killed = killed_at(backup(&live, &file), share, whole);
        if file.exists() {
            // It had its name already: then it is whole.
            let (code, out, err) = told(anxing().args(["backup", "--verify"]).arg(&file).output().unwrap());
            assert_eq!(code, 0, "{share}: {out}{err}");
        } else {
            assert!(killed, "{share}: it ended without a file");
            cut += 1;
            // The same command again makes it, whatever was left.
            let (code, out, err) = told(backup(&live, &file).output().unwrap());
            assert_eq!(code, 0, "{share}: {out}{err}");
            let (code, out, err) = told(anxing().args(["backup", "--verify"]).arg(&file).output().unwrap());
            assert_eq!(code, 0, "{share}: {out}{err}");
            assert!(!part_of(&file).exists(), "{share}: what was left of the first is gone");
        }
        std::fs::remove_file(&file).unwrap();
    }
    println!("a backup of {whole:?} was killed {cut} times before it had its name");
    assert!(cut >= 3, "only {cut} kills came in time");
    // The server beside it was not disturbed.
    let officer = live.world.person(Role::CityOfficer, "dalian").await;
    officer.get("/api/me").await.ok();
}

fn part_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restoration_that_is_killed_is_no_installation() {
    let live = live().await;
    let file = live.at("whole.tar");
    measured(backup(&live, &file));
    // Always into SQLite: a PostgreSQL that is half filled is told by its own transaction.
    let restore = |place: &Path| {
        let mut command = anxing();
        command.arg("restore").arg(&file).arg("--data").arg(place);
        command
    };
    let whole = measured(restore(&live.at("whole")));
    let (mut cut, mut marked) = (0, 0);
    for share in 0..=KILLS {
        let place = live.at(&format!("place-{share}"));
        killed_at(restore(&place), share, whole);
        if place.join("anxing.sqlite").exists() && !place.join("restore.part").exists() {
            let (code, out, err) =
                told(anxing().args(["doctor", "--all", "--data"]).arg(&place).output().unwrap());
            assert_eq!(code, 0, "{share}: {out}{err}");
        } else {
            cut += 1;
            marked += u32::from(place.join("restore.part").exists());
            refuses_to_serve(&place, share);
        }
        if place.exists() {
            std::fs::remove_dir_all(&place).unwrap();
        }
    }
    println!(
        "a restoration of {whole:?} was killed {cut} times before its end, {marked} of them in the middle"
    );
    assert!(marked >= 3, "only {marked} kills came in the middle");
}

/// Whoever finds the folder is told what happened; nothing there looks like an installation.
fn refuses_to_serve(place: &Path, share: u32) {
    if !place.join("restore.part").exists() {
        // Killed before it had begun: the folder is empty or not there.
        let left = std::fs::read_dir(place).into_iter().flatten().flatten();
        let left: Vec<_> = left.map(|entry| entry.file_name()).filter(|name| name != "anxing.lock").collect();
        assert!(left.is_empty(), "{share}: {left:?} is left without a mark");
        return;
    }
    let serve = anxing().args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(place).output().unwrap();
    let (code, out, err) = told(serve);
    assert_eq!(code, 2, "{share}: {out}{err}");
    assert!(err.contains("没有完成的恢复") && err.contains("清空该目录"), "{share}: {err}");
}
