//! `anxing audit verify`: reads the whole trail and says whether anybody touched it.

use std::process::ExitCode;

use kernel::TenantId;

use crate::{Trouble, args::Place, out::say};

pub async fn verify(place: Place) -> Result<ExitCode, Trouble> {
    let db = place.database().await?;
    let mut clean = true;
    for tenant in org::tenants(&db).await? {
        clean &= verify_one(&db, tenant).await?;
    }
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn verify_one(db: &db::Db, tenant: TenantId) -> Result<bool, Trouble> {
    let report = ::audit::verify(&db.read(tenant)).await?;
    let ::audit::Report { lines, last_seq, last_digest, findings } = report;
    for finding in &findings {
        say!("✗ {finding}");
    }
    if findings.is_empty() {
        say!("✓ 审计链完整：共 {lines} 条");
        say!("  末条 {last_seq}，SM3 摘要 {last_digest}");
        say!("  将末条编号与摘要抄录在纸上，日后可据此发现整链被替换");
    }
    Ok(findings.is_empty())
}
