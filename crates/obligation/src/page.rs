//! How lists are cut into pages: by an instant and an id, so that the order is total.

use kernel::{Failure, Id, Instant};
use sea_orm::{ColumnTrait, Condition};

/// Lines when the asker does not say how many.
const LIMIT_DEFAULT: u64 = 50;
/// More lines than a screen holds are read page by page.
const LIMIT_MAX: u64 = 200;

/// The number of lines asked for, inside its bounds.
pub(crate) fn limit(asked: Option<u64>) -> Result<u64, Failure> {
    match asked {
        None => Ok(LIMIT_DEFAULT),
        Some(n) if (1..=LIMIT_MAX).contains(&n) => Ok(n),
        Some(_) => Err(Failure::unacceptable("limit", format!("limit 应在 1 至 {LIMIT_MAX} 之间"))),
    }
}

/// Takes away the one row that was read beyond the page, and says where the next page begins.
pub(crate) fn cut<T>(rows: &mut Vec<T>, limit: u64, cursor: impl Fn(&T) -> String) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= limit {
        return None;
    }
    rows.truncate(limit);
    rows.last().map(cursor)
}

pub(crate) fn cursor<T>(at: Instant, id: Id<T>) -> String {
    format!("{}.{id}", at.micros())
}

/// Everything behind the cursor, in the order of `at` and then `id`.
pub(crate) fn behind<T>(
    cursor: &str,
    at: impl ColumnTrait,
    id: impl ColumnTrait,
) -> Result<Condition, Failure> {
    let (micros, last) = parse::<T>(cursor)
        .ok_or_else(|| Failure::unacceptable("after", "翻页位置（after）无效，请从第一页重新开始"))?;
    let behind =
        Condition::any().add(at.gt(micros)).add(Condition::all().add(at.eq(micros)).add(id.gt(last)));
    // Says nothing new, but is a bound from which an index can be read: without it every page reads those before it.
    Ok(Condition::all().add(at.gte(micros)).add(behind))
}

fn parse<T>(cursor: &str) -> Option<(Instant, Id<T>)> {
    let (micros, id) = cursor.split_once('.')?;
    Some((Instant::from_micros(micros.parse().ok()?), id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ObligationId;

    #[test]
    fn a_cursor_is_read_back_and_nothing_else_is() {
        let id: ObligationId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let at = Instant::from_micros(1_622_617_200_000_001);
        assert_eq!(parse(&cursor(at, id)), Some((at, id)));
        for wrong in ["", ".", "1", "x.01890a5d-ac96-774b-bcce-b302099a8057", "1.x"] {
            assert_eq!(parse::<crate::rows::Obligation>(wrong), None, "{wrong}");
        }
        assert!(limit(Some(0)).is_err() && limit(Some(201)).is_err());
        assert_eq!((limit(None).unwrap(), limit(Some(200)).unwrap()), (50, 200));
    }
}
