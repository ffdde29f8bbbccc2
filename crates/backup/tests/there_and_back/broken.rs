//! What is not whole is refused with what is wrong, and leaves nothing behind.

use std::path::Path;

use backup::BackupError;
use testkit::empty_postgres;

use crate::house::{House, bring_back};

/// A backup with one thing wrong, by name.
type Damage = (&'static str, fn(&[u8]) -> Vec<u8>, &'static str);

fn find(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).position(|window| window == word).unwrap()
}

fn exchange(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let (place, mut changed) = (find(bytes, old), bytes.to_vec());
    changed[place..place + new.len()].copy_from_slice(new);
    changed
}

/// The content of an entry begins 512 bytes after its name.
fn flip(bytes: &[u8], entry: &[u8], at: usize) -> Vec<u8> {
    let (place, mut changed) = (find(bytes, entry) + 512 + at, bytes.to_vec());
    changed[place] ^= 1;
    changed
}

const DAMAGES: [Damage; 10] = [
    ("no tar", |_| b"not a backup at all".to_vec(), "备份"),
    ("nothing", |_| Vec::new(), "结尾的清单"),
    ("first half", |bytes| bytes[..bytes.len() / 2].to_vec(), "截断"),
    ("without its manifest", |bytes| bytes[..find(bytes, b"manifest.json")].to_vec(), "截断"),
    ("a table's content", |bytes| flip(bytes, b"tables/unit/000001.jsonl.gz", 40), ""),
    ("evidence", |bytes| flip(bytes, b"files/sha256/", 12), "内容与摘要不符"),
    ("the head", |bytes| exchange(bytes, b"\"made_at\": \"2021", b"\"made_at\": \"2020"), "首部与清单不符"),
    ("another format", |bytes| exchange(bytes, b"\"format\": 1", b"\"format\": 2"), "格式 2"),
    (
        "a row less",
        |bytes| {
            let from = find(bytes, b"\"name\": \"unit\",\n      \"rows\": ");
            let digit = from + b"\"name\": \"unit\",\n      \"rows\": ".len();
            let mut changed = bytes.to_vec();
            changed[digit] = if changed[digit] == b'9' { b'8' } else { changed[digit] + 1 };
            changed
        },
        "unit 应有",
    ),
    ("a table in the wrong place", |bytes| exchange(bytes, b"tables/unit/000001", b"tables/unit/000002"), ""),
];

#[tokio::test]
async fn a_damaged_backup_is_refused_and_leaves_the_place_empty() {
    let house = House::new().await;
    house.back_up("whole.tar").await.unwrap();
    let whole = std::fs::read(house.at("whole.tar")).unwrap();
    let (file, folder) = (house.at("damaged.tar"), house.at("place"));
    let postgres = empty_postgres().await;
    for (what, damage, words) in DAMAGES {
        std::fs::write(&file, damage(&whole)).unwrap();
        let verified = backup::verify(&file, None).await.expect_err(what).to_string();
        assert!(verified.contains(words), "{what}: {verified}");
        let restored = bring_back(&file, &folder, postgres.clone()).await.expect_err(what);
        assert_eq!(restored.to_string(), verified, "{what}");
        assert!(!folder.exists(), "{what}: something was left behind");
    }
    // The database is as empty as before, or this would be refused.
    bring_back(&house.at("whole.tar"), &folder, postgres).await.unwrap();
}

#[tokio::test]
async fn only_an_empty_place_is_written_to_and_no_file_is_overwritten() {
    let house = House::new().await;
    let made = house.back_up("a.tar").await.unwrap();
    let refused = house.back_up("a.tar").await.unwrap_err();
    assert!(matches!(refused, BackupError::Exists(_)), "{refused}");

    let full = house.at("full");
    std::fs::create_dir(&full).unwrap();
    std::fs::write(full.join("notes.txt"), "x").unwrap();
    let refused = bring_back(&house.at("a.tar"), &full, None).await.unwrap_err();
    assert!(matches!(&refused, BackupError::FolderNotEmpty(_, name) if name == "notes.txt"), "{refused}");
    assert_eq!(names(&full), ["notes.txt"]);

    if house.world.app.database_url().is_some() {
        let live = house.world.app.db.pool().clone();
        let folder = house.at("another");
        let refused = bring_back(&house.at("a.tar"), &folder, Some(live)).await.unwrap_err();
        assert!(matches!(refused, BackupError::DatabaseNotEmpty(_)), "{refused}");
        assert!(!folder.exists());
    }

    let wrong = "0".repeat(64);
    let refused = backup::verify(&house.at("a.tar"), Some(&wrong)).await.unwrap_err();
    assert!(
        matches!(&refused, BackupError::Unexpected { found, .. } if *found == made.fingerprint),
        "{refused}"
    );
}

#[tokio::test]
async fn missing_or_rotten_evidence_stops_a_backup() {
    let house = House::new().await;
    let object = house.objects().remove(0);
    let content = std::fs::read(&object).unwrap();
    let mut rotten = content.clone();
    rotten[10] ^= 1;
    for (broken, words) in
        [(None, "缺失"), (Some(&rotten[..]), "内容与摘要不符"), (Some(&b"x"[..]), "长度不符")]
    {
        match broken {
            Some(bytes) => std::fs::write(&object, bytes).unwrap(),
            None => std::fs::remove_file(&object).unwrap(),
        }
        let refused = house.back_up("a.tar").await.unwrap_err().to_string();
        assert!(refused.contains(words) && refused.contains("anxing doctor --all"), "{refused}");
        assert_eq!(names(house.outside.path()), [""; 0], "something was left behind");
    }
    std::fs::write(&object, content).unwrap();
    house.back_up("a.tar").await.unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}
