//! Opening an installation: its folder, its settings, its database.

use std::{path::PathBuf, sync::Arc};

use db::{Db, Engine, Options};
use kernel::{Clock, RandomIds, SystemClock};
use sea_orm::DatabaseConnection;

use crate::{Trouble, args::Place, database::explained};

/// Readers besides the one writer; PostgreSQL uses all of them for both.
const CONNECTIONS: u32 = 8;

impl Place {
    pub async fn storage(&self) -> Result<files::Storage, Trouble> {
        let folder = self.data.join("files");
        let opened = files::Storage::open(&folder).await;
        opened.map_err(|error| Trouble::Said(format!("无法使用存放附件的目录 {}：{error}", folder.display())))
    }

    pub fn engine(&self) -> Engine {
        match &self.database_url {
            Some(url) => Engine::Postgres(url.clone()),
            None => Engine::Sqlite(self.data.join("anxing.sqlite")),
        }
    }

    /// Where the key of the second factors is.
    pub fn key_file(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.data.join(org::key_file::NAME))
    }

    /// The key of the second factors. A first start makes it; later on a new one only comes into being when it is asked
    /// for, because it opens nothing that the old one closed.
    pub async fn seal(&self, pool: &DatabaseConnection, new: bool) -> Result<org::Seal, Trouble> {
        let file = self.key_file();
        if let Some(seal) = org::key_file::read(&file)? {
            return Ok(seal);
        }
        let sealed = org::census(pool, None).await?.sealed;
        if sealed.is_empty() || new {
            return Ok(org::key_file::make(&file)?);
        }
        let numbers = sealed.keys().map(String::as_str).collect::<Vec<_>>().join("、");
        let count: u64 = sealed.values().sum();
        Err(Trouble::Said(format!(
            "找不到两步验证的密钥文件 {}，而数据库中有 {count} 人的两步验证由编号 {numbers} 的密钥封存。\
             请把原来的密钥文件放回此处（它不在备份中）；确已丢失时，用 anxing serve --new-key 启动：\
             这些人须用恢复码登录后重新启用两步验证，或由 anxing user reset --second-factor 解除",
            file.display()
        )))
    }

    pub fn settings(&self) -> Result<config::Settings, Trouble> {
        config::load(&self.data.join("anxing.toml")).map_err(|problem| Trouble::Said(problem.to_string()))
    }

    /// # Errors
    /// [`Trouble::Said`] when a restoration was interrupted here, and whatever keeps the database from being opened.
    pub async fn open(&self) -> Result<DatabaseConnection, Trouble> {
        if ::backup::unfinished(&self.data) {
            let folder = self.data.display();
            return Err(Trouble::Said(format!(
                "{folder} 中有一次没有完成的恢复（{}）。请清空该目录（用 PostgreSQL 时一并重建数据库），再运行 anxing restore",
                ::backup::PART
            )));
        }
        self.connect().await
    }

    /// As [`Self::open`], whatever the folder holds.
    pub async fn connect(&self) -> Result<DatabaseConnection, Trouble> {
        let opened = db::open(&Options { engine: self.engine(), connections_max: CONNECTIONS }).await;
        match (opened, &self.database_url) {
            (Ok(pool), _) => Ok(pool),
            (Err(error), Some(url)) => Err(explained(url, error).await),
            (Err(error), None) => Err(error.into()),
        }
    }

    /// For commands beside a server: the same doors, the same journal.
    pub async fn database(&self) -> Result<Arc<Db>, Trouble> {
        let unfinished = ::backup::unfinished(&self.data);
        if self.database_url.is_none() && !unfinished && !self.data.join("anxing.sqlite").exists() {
            let folder = self.data.display();
            return Err(Trouble::Said(format!(
                "{folder} 中没有数据库。请用 --data 指定数据目录，或先运行 anxing serve"
            )));
        }
        let pool = self.open().await?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        Ok(Arc::new(Db::new(pool, clock, Arc::new(RandomIds::default()), Arc::new(audit::Chain))))
    }
}
