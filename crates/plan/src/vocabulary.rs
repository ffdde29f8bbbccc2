//! What registers can count: the words that filters and indicators may use.
//!
//! A register announces its words; the plan's filters are checked against the announcement, so that a misspelt facet
//! is an error with line and column instead of a figure that stays at zero.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::{ActivityKind, Document, Field, FieldType, UnitKind};

/// Family to its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    pub families: BTreeMap<String, FamilyWords>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyWords {
    pub title: String,
    pub kinds: BTreeMap<String, KindWords>,
}

/// What a fact of one kind carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindWords {
    pub title: String,
    pub facets: BTreeMap<String, FacetWords>,
    pub measures: BTreeMap<String, MeasureWords>,
}

/// Value to title.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetWords {
    pub title: String,
    pub values: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureWords {
    pub title: String,
    /// Base unit: 人次.
    pub unit: String,
}

impl Vocabulary {
    /// The words of the registers that exist: activities as the plan declares them, and exposures.
    #[must_use]
    pub fn of(plan: &Document) -> Self {
        let mut vocabulary = Self::default();
        vocabulary.announce("activity", activity_words(plan));
        vocabulary.announce("exposure", exposure_words());
        vocabulary
    }

    /// A register says what it can count. A later announcement of a family takes the place of an earlier one.
    pub fn announce(&mut self, family: &str, words: FamilyWords) {
        self.families.insert(family.to_owned(), words);
    }
}

/// The register of activities: the plan's own kinds.
#[must_use]
pub fn activity_words(plan: &Document) -> FamilyWords {
    let kinds = plan.activity_kinds.iter().map(|kind| (kind.key.to_string(), kind_words(kind))).collect();
    FamilyWords { title: "活动台账".into(), kinds }
}

fn kind_words(kind: &ActivityKind) -> KindWords {
    let mut facets = BTreeMap::from([
        ("unit_kind".to_owned(), unit_kinds()),
        ("mode".to_owned(), facet("形式", &[("online", "线上"), ("offline", "线下"), ("both", "线上线下")])),
    ]);
    if !kind.subject.is_empty() {
        facets.insert(
            "found".to_owned(),
            facet("检查结果", &[("nothing", "未发现问题"), ("something", "发现问题")]),
        );
    }
    let mut measures: BTreeMap<String, MeasureWords> = kind
        .measures
        .iter()
        .map(|measure| {
            let (title, unit) = measure.title();
            (measure.word().to_owned(), MeasureWords { title: title.into(), unit: unit.into() })
        })
        .collect();
    for field in &kind.fields {
        match field.kind.value {
            FieldType::Integer => {
                let unit = field.unit.as_ref().map(|unit| unit.value.clone()).unwrap_or_default();
                measures
                    .insert(field.key.to_string(), MeasureWords { title: field.title.value.clone(), unit });
            }
            FieldType::Choice => {
                facets.insert(field.key.to_string(), choice_words(field));
            }
            FieldType::Text | FieldType::LongText | FieldType::Date | FieldType::Table => {}
        }
    }
    KindWords { title: kind.title.value.clone(), facets, measures }
}

fn choice_words(field: &Field) -> FacetWords {
    let values =
        field.options.iter().map(|option| (option.value.to_string(), option.title.value.clone())).collect();
    FacetWords { title: field.title.value.clone(), values }
}

/// The register of exposures.
#[must_use]
pub fn exposure_words() -> FamilyWords {
    let words = |title: &str| KindWords {
        title: title.to_owned(),
        facets: BTreeMap::from([
            ("unit_kind".to_owned(), unit_kinds()),
            (
                "media_class".to_owned(),
                facet(
                    "曝光载体",
                    &[
                        ("city_mainstream_media", "市级主流媒体"),
                        ("department_site", "部门官网"),
                        ("other_media", "其他媒体"),
                    ],
                ),
            ),
            (
                "reported_to_province".to_owned(),
                facet("是否报送省工信厅", &[("yes", "已报送"), ("no", "未报送")]),
            ),
            (
                "source".to_owned(),
                facet(
                    "来源",
                    &[("inspection", "检查发现"), ("tip", "举报"), ("accident", "事故"), ("other", "其他")],
                ),
            ),
        ]),
        measures: BTreeMap::from([(
            "cases".to_owned(),
            MeasureWords { title: "案例数".into(), unit: "个".into() },
        )]),
    };
    FamilyWords {
        title: "曝光台账".into(),
        kinds: BTreeMap::from([
            ("typical_case".to_owned(), words("典型案例")),
            ("negative_case".to_owned(), words("负面案例")),
        ]),
    }
}

fn facet(title: &str, values: &[(&str, &str)]) -> FacetWords {
    FacetWords {
        title: title.to_owned(),
        values: values.iter().map(|(value, title)| ((*value).to_owned(), (*title).to_owned())).collect(),
    }
}

fn unit_kinds() -> FacetWords {
    let values =
        UnitKind::ALL.into_iter().map(|kind| (kind.word().to_owned(), kind.title().to_owned())).collect();
    FacetWords { title: "单位类别".into(), values }
}
