//! `anxing backup` and `anxing restore`.

use std::{process::ExitCode, sync::Arc};

use ::backup::{BackupError, Made, Restored, Source, Target};
use kernel::{RandomIds, SystemClock};

use crate::{
    Trouble,
    args::{BackupOptions, RestoreOptions},
    out::{complain, say},
};

pub async fn run(options: BackupOptions) -> Result<ExitCode, Trouble> {
    let BackupOptions { file, verify, expect, place } = options;
    if verify {
        return match ::backup::verify(&file, expect.as_deref()).await {
            Ok(seen) => {
                say!("✓ 备份完整：{}", contents(&seen.head, &seen.manifest));
                say!("  指纹 {}", seen.fingerprint);
                Ok(ExitCode::SUCCESS)
            }
            Err(error @ BackupError::Read(..)) => Err(error.into()),
            Err(error) => {
                say!("✗ {error}");
                Ok(ExitCode::from(1))
            }
        };
    }
    let db = place.database().await?;
    let source = Source { db: &db, folder: &place.data, steps: &server::migrations() };
    let Made { head, manifest, fingerprint, bytes, unaudited } = ::backup::make(&source, &file).await?;
    say!(
        "✓ 已备份到 {}（{} MiB）：{}",
        file.display(),
        bytes.div_ceil(1024 * 1024),
        contents(&head, &manifest)
    );
    say!("  指纹 {fingerprint}");
    say!(
        "  请抄录指纹，日后核对文件是否被替换：anxing backup --verify --expect {fingerprint} {}",
        file.display()
    );
    if let Ok(Some(seal)) = org::key_file::read(&place.key_file()) {
        say!(
            "  两步验证的密钥（编号 {}）不在备份中，请把 {} 另存一处，不要与备份放在一起",
            seal.number(),
            place.key_file().display()
        );
    }
    if let Some(why) = unaudited {
        complain!("这次备份没有写进审计：{why}");
    }
    let broken = manifest.audit.iter().any(|end| end.findings > 0);
    if broken {
        say!("✗ 审计链在备份前已有不符，备份照原样保存。请运行 anxing audit verify 查看详情");
    }
    Ok(ExitCode::from(u8::from(broken)))
}

pub async fn restore(options: RestoreOptions) -> Result<ExitCode, Trouble> {
    let RestoreOptions { file, expect, place } = options;
    // An address that is wrong is told before anything is unpacked; SQLite's file is made by the restoration itself.
    let postgres = match &place.database_url {
        Some(_) => Some(place.connect().await?),
        None => None,
    };
    let target = Target {
        folder: &place.data,
        postgres,
        steps: &server::migrations(),
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds::default()),
        expected: expect.as_deref(),
    };
    let Restored { seen, recounted, unaudited } = ::backup::restore(&file, target).await?;
    say!("✓ 已恢复到 {}：{}", place.data.display(), contents(&seen.head, &seen.manifest));
    say!("  逐表、逐个附件、审计链均与备份一致");
    say!("  两步验证的密钥不在备份中：启动前请把原来的密钥文件放到 {}", place.key_file().display());
    let mut sound = true;
    for one in recounted {
        if one.differences == 0 {
            say!("  “{}”的统计数与重新计数一致（{} 个）", one.campaign, one.figures);
        } else {
            sound = false;
            say!("✗ “{}”有 {} 个统计数与重新计数不符，备份时已如此", one.campaign, one.differences);
        }
    }
    if seen.manifest.audit.iter().any(|end| end.findings > 0) {
        sound = false;
        say!("✗ 审计链有不符，备份时已如此。请运行 anxing audit verify 查看详情");
    }
    if let Some(why) = unaudited {
        complain!("这次恢复没有写进审计：{why}");
    }
    Ok(ExitCode::from(u8::from(!sound)))
}

fn contents(head: &::backup::Head, manifest: &::backup::Manifest) -> String {
    let rows: u64 = manifest.sums.tables.iter().map(|table| table.rows).sum();
    let (tables, files) = (manifest.sums.tables.len(), manifest.sums.files.count);
    format!("{} 时的 {tables} 个数据表 {rows} 行、{files} 个附件", head.made_at)
}
