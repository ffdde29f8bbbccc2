//! What registers have in common for search everywhere: records with a unit, a day and a state, the newest first.

use db::Read;
use kernel::{Day, Failure, UnitId, text};
use sea_orm::FromQueryResult;
use search::{Found, Hit, Needle, newest};
use uuid::Uuid;

use crate::tree;

/// A record as far as search shows it. The registers name these columns alike.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FoundRecord {
    pub id: Uuid,
    pub unit_id: UnitId,
    pub title: String,
    /// A second text that is searched, as people read it: a place, a medium. It may be empty.
    pub also: String,
    pub day: Option<Day>,
    pub state: String,
    /// Everything that is searched, beginning with the title and the second text ([`kernel::text::folded`]).
    pub folded: String,
}

/// Those that fit, with the names of their units. `block` reads what the asker may see ([`newest`]).
///
/// # Errors
/// Whatever reading answers.
pub async fn records<F, B>(read: &Read, needle: &Needle, block: F) -> Result<Found, Failure>
where
    F: Fn(Option<Uuid>, u64) -> B,
    B: Future<Output = Result<Vec<FoundRecord>, Failure>>,
{
    let walked = newest(needle, block, |record: &FoundRecord| (record.id, &record.folded)).await?;
    let units = tree::labels(read, walked.rows.iter().map(|record| record.unit_id)).await?;
    let hits = walked.rows.into_iter().map(|record| {
        let also = beside_the_title(needle, &record);
        let FoundRecord { id, unit_id, title, also: _, day, state, folded: _ } = record;
        let place = units.get(&unit_id).map(|label| label.name.clone());
        Hit { id, title, also, place, word: Some(state), day }
    });
    Ok(Found { hits: hits.collect(), more: walked.more, looked: walked.looked })
}

/// What shows why the record was found when its title does not: the second text, else what is searched behind both.
fn beside_the_title(needle: &Needle, record: &FoundRecord) -> Option<String> {
    let FoundRecord { title, also, folded, .. } = record;
    if needle.is_in(title) {
        return None;
    }
    let both = format!("{title}{also}");
    if needle.is_in(&both) {
        return Some(also.clone());
    }
    let behind = folded.strip_prefix(text::folded(&both).as_str())?;
    Some(behind.to_owned()).filter(|behind| !behind.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_shows_what_was_typed() {
        let record = FoundRecord {
            id: Uuid::nil(),
            unit_id: UnitId::from_uuid(Uuid::nil()),
            title: "安全宣讲".to_owned(),
            also: "A 座会议室".to_owned(),
            day: None,
            state: "draft".to_owned(),
            folded: text::folded("安全宣讲A 座会议室示例化工厂"),
        };
        for (typed, shown) in [
            ("宣讲", None),
            ("aqxj", None),
            ("会议", Some("A 座会议室")),
            ("宣讲 hys", Some("A 座会议室")),
            ("化工", Some("示例化工厂")),
        ] {
            let needle = Needle::parse(typed).unwrap();
            assert_eq!(beside_the_title(&needle, &record).as_deref(), shown, "{typed}");
        }
    }
}
