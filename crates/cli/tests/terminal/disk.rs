//! A disk that is full, or read-only, under a server that runs: told with what to do, nothing half done, and work goes on
//! when the disk is well again.
//!
//! The disk is a real one of its own (a `tmpfs` of 64 MiB), which takes root to make. Without it a limit on the size of
//! files has to do, which every account can set; that one is tried in any case.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write},
    path::Path,
    process::Command,
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    house::{Desk, House, Server, text},
    visitor::{Answered, Request},
};

const DISK_MIB: u32 = 64;
const MIB: usize = 1024 * 1024;

/// A small disk.
struct Disk {
    folder: TempDir,
}

impl Disk {
    /// Nothing when this account may not mount.
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={DISK_MIB}m,mode=755");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        let mounted = mounted.is_ok_and(|output| output.status.success());
        mounted.then_some(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// To the last byte.
    fn fill(&self) {
        let mut balloon =
            OpenOptions::new().create(true).append(true).open(self.path().join("balloon")).unwrap();
        for size in [MIB, 4096, 1] {
            loop {
                match balloon.write(&vec![0; size]) {
                    Ok(_) => {}
                    Err(error) if error.kind() == ErrorKind::StorageFull => break,
                    Err(error) => panic!("{error}"),
                }
            }
        }
    }

    fn make_room(&self) {
        std::fs::remove_file(self.path().join("balloon")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // The folder under it can only be removed afterwards.
        let _ = Command::new("umount").arg(self.path()).status();
    }
}

/// What the desk keeps of what was acknowledged.
struct Book<'a> {
    desk: &'a Desk,
    server: &'a Server,
    activities: Vec<String>,
}

impl Book<'_> {
    fn record(&mut self, number: usize) -> Answered {
        let details =
            json!({ "title": format!("第 {number} 次 {}", "学习".repeat(90)), "day": "2021-06-10" });
        let Desk { campaign, unit, .. } = self.desk;
        let body = json!({ "campaign": campaign, "unit": unit, "kind": "theory-study", "details": details });
        let request = Request::json("POST", "/api/activities", &body).once(format!("a{number}"));
        let answer = self.desk.officer.ask(&self.server.address, &request).unwrap();
        if (200..300).contains(&answer.status) {
            self.activities.push(text(&answer.json()["id"]));
        }
        answer
    }

    /// Until one is refused; answers its number and the refusal.
    fn record_until_refused(&mut self) -> (usize, Answered) {
        const MANY: usize = 5_000;
        for number in 0..MANY {
            let answer = self.record(number);
            if !(200..300).contains(&answer.status) {
                return (number, answer);
            }
        }
        panic!("{MANY} records found room on a full disk");
    }

    /// Everything that was acknowledged, and nothing besides.
    fn find_everything(&self) {
        let (mut found, mut after) = (Vec::new(), String::new());
        loop {
            let page =
                self.desk.officer.get(&self.server.address, &format!("/api/activities?limit=200{after}"));
            found.extend(page["items"].as_array().unwrap().iter().map(|item| text(&item["id"])));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        let mut known = self.activities.clone();
        found.sort();
        known.sort();
        assert_eq!(found, known);
    }
}

#[track_caller]
fn refused(answer: &Answered, code: &str, advice: &str) {
    let problem: Value = answer.json();
    assert_eq!((answer.status, problem["code"].as_str()), (409, Some(code)), "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains(advice), "{problem}");
}

fn paper(bytes: usize) -> Vec<u8> {
    let mut paper = b"%PDF-1.4\n".to_vec();
    paper.resize(bytes, b'x');
    paper
}

fn upload(desk: &Desk, server: &Server, name: &str) -> Answered {
    let path = format!("/api/files?kind=document&name={name}&unit={}", desk.unit);
    desk.officer.ask(&server.address, &Request::bytes(path, paper(2 * MIB))).unwrap()
}

#[test]
fn a_full_disk_is_told_and_work_goes_on_when_there_is_room() {
    let Some(disk) = Disk::mount() else {
        println!("this account may not mount a disk; a limit on file sizes is tried instead");
        return;
    };
    let house = House::at(disk.path(), None);
    let server = house.start();
    let desk = house.set_up(&server, &["shenyang"]).remove(0);
    let at = &server.address;
    let mut book = Book { desk: &desk, server: &server, activities: Vec::new() };
    let beginning = Request::beginning(&desk.unit, "document", "a.pdf", 3 * MIB as u64);
    let path = desk.officer.ask(at, &beginning).unwrap().header("location").unwrap().to_owned();
    let content = paper(3 * MIB);
    let first = desk.officer.ask(at, &Request::piece(&path, 0, content[..MIB].to_vec())).unwrap();
    assert_eq!(first.offset(), MIB);
    let too_large = Request::beginning(&desk.unit, "video", "b.mp4", 1024 * MIB as u64);
    refused(&desk.officer.ask(at, &too_large).unwrap(), "storage-full", "联系系统管理员");

    disk.fill();
    let rest = Request::piece(&path, MIB, content[MIB..].to_vec());
    refused(&desk.officer.ask(at, &rest).unwrap(), "storage-full", "联系系统管理员");
    refused(&upload(&desk, &server, "c.pdf"), "storage-full", "联系系统管理员");
    assert_eq!(house.on_their_way(), (1, 0));
    // What had no room gave back what it had taken.
    disk.fill();
    let (number, answer) = book.record_until_refused();
    refused(&answer, "storage-full", "联系系统管理员");
    // Who reads is not disturbed.
    book.find_everything();
    assert_eq!(desk.officer.ask(at, &Request::plain("HEAD", path.as_str())).unwrap().offset(), MIB);
    println!("{number} records found room on the full disk, in pages that were there already");

    disk.make_room();
    assert_eq!(book.record(number).status, 200, "the same request under the same key");
    book.find_everything();
    assert_eq!(desk.officer.ask(at, &rest).unwrap().offset(), 3 * MIB);
    assert_eq!(upload(&desk, &server, "c.pdf").status, 201);
    assert_eq!(house.on_their_way(), (0, 0));
    assert!(desk.officer.get(at, &path)["file"]["sha256"].is_string());
    server.stop();
    house.verify_the_trail();
}

/// The folder of files as a volume of its own that has become read-only.
struct ReadOnly<'a>(&'a Path);

impl<'a> ReadOnly<'a> {
    fn over(folder: &'a Path) -> Option<Self> {
        let bind = Command::new("mount").arg("--bind").args([folder, folder]).output();
        if !bind.is_ok_and(|output| output.status.success()) {
            return None;
        }
        let frozen = Self(folder);
        let output = Command::new("mount").args(["-o", "remount,ro,bind"]).arg(folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Some(frozen)
    }
}

impl Drop for ReadOnly<'_> {
    fn drop(&mut self) {
        // A mount that stays would keep the folder from being removed, which the next test run would see.
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_folder_of_files_that_becomes_read_only_is_told_and_the_rest_goes_on() {
    let house = House::new();
    let server = house.start();
    let desk = house.set_up(&server, &["shenyang"]).remove(0);
    let at = &server.address;
    let mut book = Book { desk: &desk, server: &server, activities: Vec::new() };
    let beginning = Request::beginning(&desk.unit, "document", "a.pdf", 1000);
    let path = desk.officer.ask(at, &beginning).unwrap().header("location").unwrap().to_owned();
    let files = house.folder().join("files");
    let Some(frozen) = ReadOnly::over(&files) else {
        println!("this account may not mount; a folder that is read-only from the start is tried elsewhere");
        return;
    };
    refused(&upload(&desk, &server, "c.pdf"), "storage-read-only", "检查目录权限");
    let piece = Request::piece(&path, 0, paper(1000));
    refused(&desk.officer.ask(at, &piece).unwrap(), "storage-read-only", "检查目录权限");
    assert_eq!(book.record(0).status, 200);
    drop(frozen);
    assert_eq!(upload(&desk, &server, "c.pdf").status, 201);
    assert_eq!(desk.officer.ask(at, &piece).unwrap().status, 204);
    book.find_everything();
    assert_eq!(house.on_their_way(), (0, 0));
    server.stop();
    house.verify_the_trail();
}

/// What every account can set: no file of the server may be longer than this. Less than a disk that is full, because
/// short files still fit.
#[test]
fn a_limit_on_the_size_of_files_is_told_like_a_full_disk() {
    const LIMIT_KIB: usize = 24 * 1024;
    let house = House::new();
    let server = house.start_under(|serve| {
        // The signal would end the server; ignored, the write fails instead.
        let mut limited = Command::new("bash");
        let words = format!("trap '' XFSZ; ulimit -f {LIMIT_KIB}; exec \"$0\" \"$@\"");
        limited.arg("-c").arg(words).arg(serve.get_program()).args(serve.get_args());
        limited
    });
    let desk = house.set_up(&server, &["shenyang"]).remove(0);
    let at = &server.address;
    let large = LIMIT_KIB * 1024 + MIB;
    let at_once = format!("/api/files?kind=document&name=a.pdf&unit={}", desk.unit);
    let at_once = Request::bytes(at_once, paper(large));
    refused(&desk.officer.ask(at, &at_once).unwrap(), "storage-full", "联系系统管理员");
    let beginning = Request::beginning(&desk.unit, "document", "b.pdf", large as u64);
    let path = desk.officer.ask(at, &beginning).unwrap().header("location").unwrap().to_owned();
    let whole = Request::piece(&path, 0, paper(large));
    refused(&desk.officer.ask(at, &whole).unwrap(), "storage-full", "联系系统管理员");
    assert_eq!(desk.officer.ask(at, &Request::plain("HEAD", path.as_str())).unwrap().offset(), 0);
    assert_eq!(house.on_their_way(), (1, 0));
    let part = std::fs::read_dir(house.folder().join("files/parts")).unwrap().next().unwrap().unwrap();
    assert_eq!(part.metadata().unwrap().len(), 0, "what was not acknowledged takes no room");
    assert_eq!(upload(&desk, &server, "c.pdf").status, 201);
    server.stop();
}
