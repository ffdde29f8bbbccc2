//! What runs by itself: the reconcilers of all parts, each with its rhythm.

use std::{sync::Arc, time::Duration};

use db::Db;
use facts::RunningPlans;
use jobs::{Job, Jobs, Reconcile};
use kernel::Failure;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A request is repeated within minutes; after a week nobody does.
const ANSWERS_KEPT: Duration = Duration::from_secs(7 * 24 * 3600);

/// A line that is written while the trail is read makes its end look wrong, once.
const LOOKS_AT_THE_TRAIL: u32 = 3;

pub(crate) fn all(db: &Arc<Db>, plans: Arc<dyn RunningPlans>, storage: files::Storage) -> Jobs {
    let job = |name, title, every, work: Arc<dyn Reconcile>| Job { name, title, every, work };
    let list = vec![
        job("audit.verify", "核对审计链", DAY, Arc::new(Trail(Arc::clone(db)))),
        job(
            "files.orphans",
            "清理无人引用的附件",
            DAY,
            Arc::new(files::Orphans::new(Arc::clone(db), storage.clone())),
        ),
        job(
            "files.unfinished",
            "清理中断后没有续传的上传",
            HOUR,
            Arc::new(files::Abandoned::new(Arc::clone(db), storage)),
        ),
        job("statistics.recount", "复核统计数字", DAY, Arc::new(Recount { db: Arc::clone(db), plans })),
        job("web.answers", "清理过期的重复请求记录", HOUR, Arc::new(Answers(Arc::clone(db)))),
    ];
    Jobs::new(Arc::clone(db), org::tenant::FIRST, list)
}

struct Answers(Arc<Db>);

#[async_trait::async_trait]
impl Reconcile for Answers {
    async fn reconcile(&self) -> Result<u64, Failure> {
        let mut forgotten = 0;
        for tenant in org::tenants(&self.0).await? {
            forgotten += web::forget_before(&self.0, tenant, self.0.now().minus(ANSWERS_KEPT)).await?;
        }
        Ok(forgotten)
    }
}

/// Finds and does not mend: a trail that was touched is a matter for people.
struct Trail(Arc<Db>);

#[async_trait::async_trait]
impl Reconcile for Trail {
    async fn reconcile(&self) -> Result<u64, Failure> {
        for tenant in org::tenants(&self.0).await? {
            let mut findings = Vec::new();
            for _ in 0..LOOKS_AT_THE_TRAIL {
                findings = audit::verify(&self.0.read(tenant), None).await?.findings;
                if findings.is_empty() {
                    break;
                }
            }
            if let Some(first) = findings.first() {
                let count = findings.len();
                return Err(Failure::internal(format!(
                    "审计链有 {count} 处异常，例如：{first}；请运行 anxing audit verify"
                )));
            }
        }
        Ok(0)
    }
}

/// Finds and does not mend: a tally that is wrong is a fault of ours, and mending it silently would hide it.
struct Recount {
    db: Arc<Db>,
    plans: Arc<dyn RunningPlans>,
}

#[async_trait::async_trait]
impl Reconcile for Recount {
    async fn reconcile(&self) -> Result<u64, Failure> {
        for tenant in org::tenants(&self.db).await? {
            let wrong = statistics::differences(&self.db, self.plans.as_ref(), tenant).await?;
            if wrong > 0 {
                return Err(Failure::internal(format!(
                    "有 {wrong} 个统计数字与台账不符，请联系维护人员并保留数据"
                )));
            }
        }
        Ok(0)
    }
}
