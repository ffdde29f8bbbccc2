//! What this register can count: the words that the plan's filters and indicators may use.

use std::collections::BTreeMap;

use org::model::UnitKind;
use plan::{FacetWords, FamilyWords, KindWords, MeasureWords};

use crate::words::{ExposureKind, ExposureSource, MediaClass};

/// The announcement: exactly the kinds, facets and measures of the facts that `count` publishes.
#[must_use]
pub fn vocabulary() -> FamilyWords {
    let words = |kind: ExposureKind| KindWords {
        title: kind.title().to_owned(),
        facets: BTreeMap::from([
            facet("unit_kind", "单位类别", UnitKind::ALL.map(|kind| (kind.key(), kind.title()))),
            facet("media_class", "媒体类别", MediaClass::ALL.map(|class| (class.word(), class.title()))),
            facet("source", "线索来源", ExposureSource::ALL.map(|source| (source.word(), source.title()))),
            facet("reported_to_province", "是否报送省厅", [("yes", "已报送"), ("no", "未报送")]),
        ]),
        measures: BTreeMap::from([(
            "cases".to_owned(),
            MeasureWords { title: "案例数".to_owned(), unit: "个".to_owned() },
        )]),
    };
    let kinds = ExposureKind::ALL.map(|kind| (kind.word().to_owned(), words(kind)));
    FamilyWords { title: "曝光台账".to_owned(), kinds: BTreeMap::from(kinds) }
}

fn facet<const N: usize>(name: &str, title: &str, values: [(&str, &str); N]) -> (String, FacetWords) {
    let values = values.into_iter().map(|(value, title)| (value.to_owned(), title.to_owned())).collect();
    (name.to_owned(), FacetWords { title: title.to_owned(), values })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words without their titles.
    fn bare(words: &FamilyWords) -> String {
        let mut out = String::new();
        for (kind, words) in &words.kinds {
            for (facet, words) in &words.facets {
                out.push_str(&format!("{kind} {facet}: {:?}\n", words.values.keys()));
            }
            out.push_str(&format!("{kind} measures: {:?}\n", words.measures.keys()));
        }
        out
    }

    #[test]
    fn the_plan_engine_knows_the_same_words() {
        assert_eq!(bare(&vocabulary()), bare(&plan::exposure_words()));
    }
}
