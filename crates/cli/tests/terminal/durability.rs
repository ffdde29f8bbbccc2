//! Copying, bringing back and examining through the binary, beside a server that runs; and the ways in which a disk can
//! fail: each is told with what to do.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::{anxing, live::Live, told};

async fn live() -> Live {
    Live::with([b"%PDF-1.4\n\xe5\xae\x89\n%%EOF\n".to_vec()]).await
}

fn object(live: &Live) -> PathBuf {
    let shelves = std::fs::read_dir(live.world.app.folder().join("files/sha256")).unwrap();
    let mut objects = shelves.flat_map(|shelf| std::fs::read_dir(shelf.unwrap().path()).unwrap());
    objects.next().unwrap().unwrap().path()
}

fn fingerprint(out: &str) -> String {
    let line = out.lines().find(|line| line.trim_start().starts_with("指纹 ")).unwrap();
    line.trim_start().trim_start_matches("指纹 ").to_owned()
}

#[tokio::test]
async fn a_backup_is_made_checked_brought_back_and_examined() {
    let live = live().await;
    let (file, place) = (live.at("a.tar"), live.at("place"));
    let (code, out, err) = told(live.anxing(&["backup"]).arg(&file).output().unwrap());
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let fingerprint = fingerprint(&out);

    let (code, out, err) = told(live.anxing(&["backup"]).arg(&file).output().unwrap());
    assert_eq!(code, 2, "{out}");
    assert!(err.contains("已经存在"), "{err}");

    let verify = |expected: &str| {
        anxing().args(["backup", "--verify", "--expect", expected]).arg(&file).output().unwrap()
    };
    let (code, out, err) = told(verify(&fingerprint));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("1 个附件"), "{out}");
    let (code, out, _) = told(verify(&"0".repeat(64)));
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("不符"), "{out}");

    // Always into SQLite: on a run about PostgreSQL this is the way from one engine to the other.
    let restore = || anxing().arg("restore").arg(&file).arg("--data").arg(&place).output().unwrap();
    let (code, out, err) = told(restore());
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("统计数与重新计数一致"), "{out}");
    let (code, _, err) = told(restore());
    assert_eq!(code, 2);
    assert!(err.contains("不是空的") && err.contains("换一个目录"), "{err}");

    let doctor =
        anxing().args(["doctor", "--all", "--format", "json", "--data"]).arg(&place).output().unwrap();
    let (code, out, err) = told(doctor);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let findings: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert!(findings.iter().any(|one| one["check"] == "tallies" && one["level"] == "fine"), "{out}");
}

#[tokio::test]
async fn a_corrupted_file_is_found_by_the_doctor_and_stops_a_backup() {
    let live = live().await;
    std::fs::write(object(&live), b"%PDF-1.4\nrotten\n").unwrap();
    let (code, out, err) = told(live.anxing(&["doctor"]).output().unwrap());
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.contains("损坏") && out.contains("重新上传"), "{out}");
    let (code, _, err) = told(live.anxing(&["backup"]).arg(live.at("a.tar")).output().unwrap());
    assert_eq!(code, 2);
    assert!(err.contains("已损坏") && err.contains("anxing doctor --all"), "{err}");
    assert!(std::fs::read_dir(live.outside.path()).unwrap().next().is_none());
}

#[tokio::test]
async fn a_restoration_that_was_interrupted_is_no_installation() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("restore.part")).unwrap();
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"], &["user", "list"]] {
        let (code, out, err) = told(anxing().args(words).arg("--data").arg(folder.path()).output().unwrap());
        assert_eq!(code, 2, "{words:?}: {out}{err}");
        let said = err.contains("没有完成的恢复") || err.contains("没有数据库");
        assert!(said && !folder.path().join("anxing.sqlite").exists(), "{words:?}: {err}");
    }
}

/// Half of a database: as after a disk that lost its end. Told by every command, and nothing new is written over it.
#[tokio::test]
async fn a_truncated_database_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let migrated = anxing().args(["migrate", "--data"]).arg(folder.path()).output().unwrap();
    assert!(migrated.status.success());
    let database = folder.path().join("anxing.sqlite");
    // As it closes, SQLite brings its log home into the file.
    let options = db::Options { engine: db::Engine::Sqlite(database.clone()), connections_max: 1 };
    db::open(&options).await.unwrap().close().await.unwrap();
    let whole = std::fs::read(&database).unwrap();
    for bytes in [whole.len() / 2, 4096 + 100, 50] {
        std::fs::write(&database, &whole[..bytes]).unwrap();
        let run =
            |words: &[&str]| told(anxing().args(words).arg("--data").arg(folder.path()).output().unwrap());
        let (code, out, err) = run(&["doctor"]);
        assert_eq!(code, 1, "{bytes}: {out}{err}");
        assert!(out.contains("已损坏") && out.contains("anxing restore"), "{bytes}: {out}");
        let file = folder.path().join("a.tar");
        for words in [&["backup", file.to_str().unwrap()][..], &["serve", "--listen", "127.0.0.1:0"]] {
            let (code, out, err) = run(words);
            assert_eq!(code, 2, "{bytes} {words:?}: {out}{err}");
            assert!(!err.is_empty() && !err.contains("panicked"), "{bytes} {words:?}: {err}");
        }
        assert!(!file.exists());
        assert_eq!(std::fs::read(&database).unwrap(), whole[..bytes], "{bytes}: the evidence was changed");
    }
}

/// Rights do not hold root back, so it lends the command to somebody else.
#[cfg(unix)]
#[test]
fn a_read_only_folder_is_told() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let migrated = anxing().args(["migrate", "--data"]).arg(&data).output().unwrap();
    assert!(migrated.status.success());
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::set_permissions(&data, PermissionsExt::from_mode(0o555)).unwrap();
    let is_root = std::fs::metadata(folder.path()).unwrap().uid() == 0;
    let program = program(folder.path());
    let run = |words: &[&str]| {
        told(as_somebody(&program, is_root).args(words).arg("--data").arg(&data).output().unwrap())
    };
    let (code, out, err) = run(&["doctor"]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.contains("不可写") && out.contains("只读"), "{out}");
    // What only reads may still read; who serves has to write.
    let (code, out, err) = run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(code, 2, "{out}{err}");
    assert!(err.contains("是否可写") && !err.contains("panicked"), "{err}");
    std::fs::set_permissions(&data, PermissionsExt::from_mode(0o755)).unwrap();
}

/// The binary where everybody may read it: a home folder may be closed to others.
#[cfg(unix)]
fn program(folder: &Path) -> PathBuf {
    let program = folder.join("anxing");
    std::fs::copy(env!("CARGO_BIN_EXE_anxing"), &program).unwrap();
    program
}

#[cfg(unix)]
fn as_somebody(program: &Path, is_root: bool) -> Command {
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let mut command = Command::new(program);
    if is_root {
        command.uid(NOBODY);
    }
    for name in ["ANXING_DATA", "ANXING_DATABASE_URL", "ANXING_LISTEN", "ANXING_CALENDAR"] {
        command.env_remove(name);
    }
    command
}
