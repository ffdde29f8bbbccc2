//! The server inside this process: a router on a clock that travels. It can be stopped and started, and a PostgreSQL can
//! be taken away from it.

use std::sync::Arc;

use async_trait::async_trait;
use db::outage::Outage;
use kernel::{Clock, Instant, SeededIds, TravelClock};
use rehearsal::{Behind, Door, Fault, House};
use sea_orm::DatabaseConnection;
use server::{Anxing, Parts};

use super::{not_empty, settings};
use crate::{Trouble, args::Place};

pub struct Inside {
    place: Place,
    seed: u64,
    clock: Arc<TravelClock>,
    door: Door,
    pool: DatabaseConnection,
    starts: u64,
    outage: Option<Outage>,
}

/// Ids of a server that was started anew must not be those of the one before.
pub fn ids_seed(seed: u64, starts: u64) -> u64 {
    seed ^ starts.wrapping_mul(0xD134_2543_DE82_EF95)
}

/// The server on this place by this clock.
pub async fn assembled(
    place: &Place,
    clock: Arc<dyn Clock>,
    ids_seed: u64,
) -> Result<(Anxing, DatabaseConnection), Trouble> {
    // Opened first, because it makes the folder that the database goes into.
    let storage = place.storage().await?;
    let pool = place.open().await?;
    db::migrate(&pool, &server::migrations(), clock.as_ref()).await?;
    let parts = Parts {
        pool: pool.clone(),
        clock,
        ids: Arc::new(SeededIds::new(ids_seed)),
        settings: settings(),
        storage,
        calendar: Arc::new(server::work_calendar()?),
        // Nobody in a rehearsal has a telephone.
        seal: Arc::new(org::Seal::passing()?),
    };
    Ok((server::assemble(parts)?, pool))
}

impl Inside {
    /// The house, and the token of its first start.
    pub async fn open(place: Place, seed: u64, begins: Instant) -> Result<(Self, String), Trouble> {
        let clock = Arc::new(TravelClock::at(begins));
        let (anxing, pool) = assembled(&place, Arc::<TravelClock>::clone(&clock), ids_seed(seed, 0)).await?;
        let token = anxing.set_up_token().await?.ok_or_else(not_empty)?;
        let outage = match &place.database_url {
            Some(url) => Some(Outage::of(url).await?),
            None => None,
        };
        let door = Door::to(Behind::Router(anxing.router));
        Ok((Self { place, seed, clock, door, pool, starts: 0, outage }, token))
    }

    async fn restart(&mut self) -> Result<(), Trouble> {
        let Self { place, seed, clock, door, pool, starts, outage: _ } = self;
        *starts += 1;
        // Closed before the next one opens, as a process that ended has closed it.
        pool.clone().close().await.map_err(kernel::Failure::from)?;
        let clock = Arc::<TravelClock>::clone(clock);
        let (anxing, opened) = assembled(place, clock, ids_seed(*seed, *starts)).await?;
        *pool = opened;
        door.lead_to(Behind::Router(anxing.router));
        Ok(())
    }
}

#[async_trait]
impl House for Inside {
    fn door(&self) -> Door {
        self.door.clone()
    }

    async fn tell(&mut self, now: Instant) -> Result<(), String> {
        self.clock.travel_to(now);
        Ok(())
    }

    fn suffers(&self, fault: Fault) -> bool {
        match fault {
            Fault::Restart => true,
            Fault::Kill => false,
            Fault::DatabaseGone | Fault::DatabaseBack => self.outage.is_some(),
        }
    }

    async fn suffer(&mut self, fault: Fault) -> Result<(), String> {
        match fault {
            Fault::Restart => self.restart().await.map_err(|trouble| trouble.to_string()),
            Fault::Kill => Err("一个进程里的服务端不能单独被杀死".to_owned()),
            Fault::DatabaseGone | Fault::DatabaseBack => befall(self.outage.as_ref(), fault).await,
        }
    }

    async fn start(&mut self) -> Result<(), String> {
        Err("一个进程里的服务端没有被杀死过".to_owned())
    }
}

/// The database goes or comes back.
pub async fn befall(outage: Option<&Outage>, fault: Fault) -> Result<(), String> {
    let outage = outage.ok_or_else(|| "SQLite 的数据库文件不会停机".to_owned())?;
    let done = if fault == Fault::DatabaseGone { outage.shut().await } else { outage.reopen().await };
    done.map_err(|failure| failure.to_string())
}
