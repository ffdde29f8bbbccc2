//! Why a report came back, in one line: a list says it, so that nobody has to open a report to learn what is wrong.

use std::collections::BTreeMap;

use db::Reader;
use kernel::Failure;

use crate::{ObligationId, decide::Said, store};

/// Between the note and the reasons of the parts.
const SEPARATOR: &str = "；";

/// By obligation, for those that wait for a corrected version. One query, and none where nothing came back.
pub(crate) async fn because(
    reader: &impl Reader,
    of: impl IntoIterator<Item = ObligationId>,
) -> Result<BTreeMap<ObligationId, String>, Failure> {
    let of: Vec<ObligationId> = of.into_iter().collect();
    if of.is_empty() {
        return Ok(BTreeMap::new());
    }
    let returns = store::review::returns(reader, &of).await?;
    // The last one holds.
    returns.iter().map(|row| Ok((row.obligation_id, line(&Said::of(row)?)))).collect()
}

/// The note and what is wrong with each part, each thing once.
fn line(said: &Said) -> String {
    let wrong = said.items.iter().filter(|item| !item.ok).filter_map(|item| item.reason.as_deref());
    let mut parts: Vec<&str> = Vec::new();
    for part in said.note.as_deref().into_iter().chain(wrong).map(str::trim) {
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(SEPARATOR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdicts::ReviewItem;

    #[test]
    fn the_note_comes_first_and_nothing_is_said_twice() {
        let item = |ok: bool, reason: &str| ReviewItem {
            pointer: "/answers/a".to_owned(),
            ok,
            reason: Some(reason.to_owned()),
        };
        for (note, items, wanted) in [
            (Some("请补充照片"), vec![], "请补充照片"),
            (
                Some(" 请补充 "),
                vec![item(false, "请补充"), item(true, "好"), item(false, "数据有误")],
                "请补充；数据有误",
            ),
            (None, vec![item(false, "缺少签字")], "缺少签字"),
            (None, vec![], ""),
        ] {
            let said = Said { items, note: note.map(str::to_owned) };
            assert_eq!(line(&said), wanted);
        }
    }
}
