//! The key of the second factors through the binary: made once, kept to its owner, missed loudly, and in no backup.

use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::json;
use testkit::{PASSWORD, World};

use crate::{anxing, told};

/// The key that systems in tests have.
const KEY: [u8; 32] = [21; 32];

struct Keyed {
    world: World,
    secret: String,
}

impl Keyed {
    /// An administrator has begun a second factor; the key is in no file yet.
    async fn new() -> Self {
        let world = World::at("2021-06-16T10:00:00+08:00").await;
        let begun = world.admin.post("/api/me/second-factor", json!({ "password": PASSWORD })).await.ok();
        let secret = begun["secret"].as_str().unwrap().to_owned();
        Self { world, secret }
    }

    fn file(&self) -> PathBuf {
        self.world.app.folder().join("second-factor.key")
    }

    fn anxing(&self, words: &[&str]) -> Command {
        let mut command = anxing();
        command.args(words).arg("--data").arg(self.world.app.folder());
        if let Some(url) = self.world.app.database_url() {
            command.args(["--database-url", url]);
        }
        command
    }

    fn put_key(&self, mode: u32) -> String {
        use std::os::unix::fs::PermissionsExt as _;
        let text: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
        std::fs::write(self.file(), &text).unwrap();
        std::fs::set_permissions(self.file(), std::fs::Permissions::from_mode(mode)).unwrap();
        text
    }

    /// Starts a server, waits until it says where it listens, and ends it.
    fn serve(&self, words: &[&str]) {
        let mut command = self.anxing(&[&["serve", "--listen", "127.0.0.1:0"], words].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(line.contains("http://127.0.0.1:"), "{line}");
    }
}

#[tokio::test]
async fn a_key_that_is_missed_stops_the_start_and_is_never_replaced_unasked() {
    let keyed = Keyed::new().await;
    let number = server::Seal::from_key(KEY).number().to_owned();
    let (code, _, err) = told(keyed.anxing(&["serve", "--listen", "127.0.0.1:0"]).output().unwrap());
    assert_eq!(code, 2, "{err}");
    for needed in [number.as_str(), "second-factor.key", "--new-key", "恢复码"] {
        assert!(err.contains(needed), "{needed}: {err}");
    }
    assert!(!keyed.file().exists());
    let (code, out, _) = told(keyed.anxing(&["doctor"]).output().unwrap());
    assert!(code == 1 && out.contains("打不开") && out.contains(&number), "{out}");

    keyed.serve(&["--new-key"]);
    let made = std::fs::read_to_string(keyed.file()).unwrap();
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&keyed.file().metadata().unwrap().permissions()) & 0o777,
        0o600
    );
    keyed.serve(&["--new-key"]);
    assert_eq!(std::fs::read_to_string(keyed.file()).unwrap(), made, "a key that is there is used");
    let (code, out, _) = told(keyed.anxing(&["doctor"]).output().unwrap());
    assert!(code == 1 && out.contains(&number), "{out}");

    std::fs::write(keyed.file(), "short").unwrap();
    let (code, _, err) = told(keyed.anxing(&["serve", "--listen", "127.0.0.1:0"]).output().unwrap());
    assert!(code == 2 && err.contains("64 位"), "{err}");
    assert_eq!(std::fs::read_to_string(keyed.file()).unwrap(), "short");
}

#[tokio::test]
async fn the_doctor_looks_at_the_key_and_a_backup_leaves_it_out() {
    let keyed = Keyed::new().await;
    keyed.put_key(0o644);
    let (code, out, _) = told(keyed.anxing(&["doctor"]).output().unwrap());
    assert!(code == 1 && out.contains("chmod 600"), "{out}");
    let key = keyed.put_key(0o600);
    let (code, out, _) = told(keyed.anxing(&["doctor"]).output().unwrap());
    assert!(code == 0 && out.contains("密钥可用"), "{out}");
    // Another place for it, as a machine hands out what it keeps for its services.
    let elsewhere = keyed.world.app.folder().join("elsewhere");
    std::fs::rename(keyed.file(), &elsewhere).unwrap();
    let (code, out, _) = told(keyed.anxing(&["doctor"]).arg("--key-file").arg(&elsewhere).output().unwrap());
    assert!(code == 0 && out.contains("密钥可用"), "{out}");
    std::fs::rename(&elsewhere, keyed.file()).unwrap();

    let outside = tempfile::tempdir().unwrap();
    let copy = outside.path().join("a.tar");
    let (code, out, err) = told(keyed.anxing(&["backup"]).arg(&copy).output().unwrap());
    assert!(code == 0 && out.contains("不在备份中"), "{out}{err}");
    let place = outside.path().join("place");
    let (code, out, err) =
        told(anxing().arg("restore").arg(&copy).arg("--data").arg(&place).output().unwrap());
    assert!(code == 0 && out.contains("启动前请把原来的密钥文件放到"), "{out}{err}");
    // Whoever has the copy has every row, and neither the key nor a secret.
    let everything: Vec<u8> = std::fs::read_dir(&place)
        .unwrap()
        .filter_map(|entry| std::fs::read(entry.unwrap().path()).ok())
        .flatten()
        .collect();
    let has = |wanted: &[u8]| everything.windows(wanted.len()).any(|window| window == wanted);
    assert!(has(format!("v1.{}.", server::Seal::from_key(KEY).number()).as_bytes()));
    for hidden in [key.as_bytes(), keyed.secret.as_bytes(), KEY.as_slice()] {
        assert!(!has(hidden));
    }
    let (code, out, _) = told(anxing().args(["doctor", "--data"]).arg(&place).output().unwrap());
    assert!(code == 1 && out.contains("打不开"), "{out}");
    std::fs::copy(keyed.file(), place.join("second-factor.key")).unwrap();
    let (code, out, _) = told(anxing().args(["doctor", "--data"]).arg(&place).output().unwrap());
    assert!(code == 0 && out.contains("密钥可用"), "{out}");
}
