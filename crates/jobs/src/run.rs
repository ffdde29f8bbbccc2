//! Running what is due.

use std::time::Duration;

use kernel::Failure;

use crate::{Job, Jobs, model::next_run, store};

/// How often somebody looks whether a job is due. Most run hourly or daily; a signal makes it sooner.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// A run that ended, for logs and tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    pub name: &'static str,
    pub changed: Result<u64, String>,
}

impl Jobs {
    /// Runs every job that is due, one after the other. A job that fails does not keep the others from running.
    ///
    /// # Errors
    /// The memory of the jobs cannot be read or written.
    pub async fn run_due(&self) -> Result<Vec<Ran>, Failure> {
        let mut ran = Vec::new();
        for job in &self.list {
            ran.extend(self.run_one(job).await?);
        }
        Ok(ran)
    }

    async fn run_one(&self, job: &Job) -> Result<Option<Ran>, Failure> {
        let until = next_run(self.db.now(), job.every, 0);
        let claimed = self.db.write(self.home, |w| async move {
            w.unaudited("a job that begins is no deed of a person; its own writes say what they do");
            store::claim(&w, job.name, until).await
        });
        let Some(row) = claimed.await? else { return Ok(None) };
        let changed = job.work.reconcile().await;
        let (number, failures, trouble) = match &changed {
            Ok(changed) => (i64::try_from(*changed).unwrap_or(i64::MAX), 0, None),
            Err(failure) => (0, row.failures + 1, Some(told(failure))),
        };
        if let Some(trouble) = &trouble {
            tracing::warn!(job = job.name, failures, %trouble, "a job failed; it is tried again");
        }
        let due_at = next_run(self.db.now(), job.every, failures);
        let ended = store::Ended { due_at, changed: number, failures, trouble: trouble.clone() };
        let kept = self.db.write(self.home, |w| async move {
            w.unaudited("a job that ends is no deed of a person");
            store::ended(&w, job.name, ended).await
        });
        kept.await?;
        Ok(Some(Ran { name: job.name, changed: changed.map_err(|_| trouble.unwrap_or_default()) }))
    }

    /// Runs what is due again and again; never ends by itself.
    pub async fn keep_running(&self) {
        loop {
            if let Err(failure) = self.run_due().await {
                tracing::warn!(cause = %told(&failure), "jobs cannot be run at the moment");
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = self.sooner.notified() => {}
            }
        }
    }
}

/// For operators: the cause of an inner failure is no secret here.
fn told(failure: &Failure) -> String {
    match failure {
        Failure::Internal { cause } | Failure::Unavailable { cause } => cause.to_string(),
        other => other.to_string(),
    }
}
