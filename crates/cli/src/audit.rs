//! `anxing audit verify`: reads the whole trail and says whether anybody touched it.

use std::process::ExitCode;

use ::audit::Pin;
use kernel::TenantId;

use crate::{Trouble, args::Place, out::say};

pub async fn verify(place: Place, expect: Option<&Pin>) -> Result<ExitCode, Trouble> {
    let db = place.database().await?;
    let mut clean = true;
    for tenant in org::tenants(&db).await? {
        clean &= verify_one(&db, tenant, expect).await?;
    }
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn verify_one(db: &db::Db, tenant: TenantId, expect: Option<&Pin>) -> Result<bool, Trouble> {
    let report = ::audit::verify(&db.read(tenant), expect).await?;
    let ::audit::Report { lines, last_seq, last_digest, findings } = report;
    for finding in &findings {
        say!("✗ {finding}");
    }
    if findings.is_empty() {
        say!("✓ 审计链完整：共 {lines} 条");
        say!("  末条 {last_seq}，SM3 摘要 {last_digest}");
        say!("  请抄录在纸上，日后核对整链是否被替换：anxing audit verify --expect {last_seq}:{last_digest}");
    }
    Ok(findings.is_empty())
}
