//! Units by any name that they ever bore, from the tree in memory: nothing is read for it.

use db::Reader;
use kernel::{Failure, UnitId};
use policy::{Act, Scope};
use search::{Found, Hit, Needle, SHOWN_MAX, Source};
use web::Ask;

use crate::{kept, policy::ReadUnits, reach, tree};

/// Units as something that can be found.
pub struct Units;

#[async_trait::async_trait]
impl Source for Units {
    fn kind(&self) -> &'static str {
        "unit"
    }

    async fn find(&self, ask: &Ask, needle: &Needle) -> Result<Found, Failure> {
        let read = ask.read();
        let scope = ask.scope::<ReadUnits>();
        let found = named(&read, &scope, needle).await?;
        let shown: Vec<UnitId> = found.iter().take(SHOWN_MAX).copied().collect();
        let mut hits = Vec::with_capacity(shown.len());
        for unit in shown {
            let row = tree::unit(&read, unit).await?;
            // Nothing above the asker's own part of the tree is named.
            let above = match row.parent {
                Some(above) if covers(&scope, &tree::ancestors(&read, above).await?) => {
                    Some(tree::unit(&read, above).await?.name)
                }
                Some(_) | None => None,
            };
            let (id, word) = (row.id.uuid(), Some(row.kind.key().to_owned()));
            hits.push(Hit { id, title: row.name, also: None, place: above, word, day: None });
        }
        Ok(Found { hits, more: found.len() > SHOWN_MAX, looked: None })
    }
}

/// The units of the scope that bear or bore such a name: those in force first, then the better fit, then those higher up,
/// then by key.
pub async fn named<A: Act>(
    reader: &impl Reader,
    scope: &Scope<A>,
    needle: &Needle,
) -> Result<Vec<UnitId>, Failure> {
    let today = reader.now().day();
    let tree = kept::whole(reader).await?;
    let mut found = Vec::new();
    for (at, unit) in tree.ids().enumerate() {
        let Some(rank) = tree.names(unit).filter_map(|name| needle.rank(name)).min() else { continue };
        let line = tree.ancestors(unit);
        if covers(scope, &line) {
            found.push((!tree.is_in_force(unit, today), rank, line.len(), at, unit));
        }
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, _, _, _, unit)| unit).collect())
}

/// `line` is the unit and everything above it, nearest first.
fn covers<A: Act>(scope: &Scope<A>, line: &[UnitId]) -> bool {
    reach::covers_line(scope, line) || line.first().is_some_and(|unit| scope.own.contains(unit))
}
