//! Whether the second factors of an installation can be opened: the key, who may read it, and what it opens.

use std::path::Path;

use db::Db;
use org::{Seal, key_file};

use super::Finding;

const CHECK: &str = "second-factor-key";

/// Looks at the file and at every row that it should open.
pub async fn key(db: &Db, file: &Path) -> Vec<Finding> {
    let seal = match key_file::read(file) {
        Ok(seal) => seal,
        Err(error) => {
            return vec![Finding::wrong(CHECK, "两步验证的密钥无法使用", error.to_string())];
        }
    };
    let mut findings = Vec::new();
    if seal.is_some() && key_file::is_open_to_others(file).unwrap_or(false) {
        let what = format!("两步验证的密钥文件 {} 可被其他用户读写", file.display());
        findings.push(Finding::wrong(CHECK, what, format!("请运行 chmod 600 {}", file.display())));
    }
    findings.push(match org::census(db.pool(), seal.as_ref()).await {
        Ok(census) => rows(&census, seal.as_ref(), file),
        Err(failure) => Finding::blind(CHECK, "两步验证的密钥", failure),
    });
    findings
}

fn rows(census: &org::Census, seal: Option<&Seal>, file: &Path) -> Finding {
    let org::Census { plain, sealed, broken } = census;
    let others: Vec<String> = sealed
        .iter()
        .filter(|(number, _)| seal.is_none_or(|seal| seal.number() != number.as_str()))
        .map(|(number, count)| format!("编号 {number} 的密钥封存了 {count} 人的"))
        .collect();
    if !others.is_empty() {
        let what =
            format!("两步验证的密钥文件 {} 打不开已有的两步验证（{}）", file.display(), others.join("，"));
        return Finding::wrong(
            CHECK,
            what,
            "请放回原来的密钥文件；确已丢失时，请这些人用恢复码登录后重新启用，或运行 anxing user reset --second-factor 解除",
        );
    }
    if *broken > 0 {
        return Finding::wrong(
            CHECK,
            format!("{broken} 人的两步验证被改动过，无法打开"),
            "请保全数据库并查明原因，再运行 anxing user reset --second-factor 为这些人解除",
        );
    }
    if *plain > 0 {
        return Finding::remind(
            CHECK,
            format!("{plain} 人的两步验证还没有封存"),
            "下次启动 anxing serve 时会自动封存",
        );
    }
    match seal {
        Some(seal) => {
            let count: u64 = sealed.values().sum();
            Finding::fine(CHECK, format!("两步验证的密钥可用（编号 {}，{count} 人）", seal.number()))
        }
        None => Finding::fine(CHECK, "还没有人启用两步验证"),
    }
}
