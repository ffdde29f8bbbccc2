//! Units, their validity and their names; no I/O.

use std::{collections::BTreeMap, fmt, str::FromStr};

use kernel::{Day, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Names what a [`TokenId`] points at.
pub enum Token {}
pub type TokenId = kernel::Id<Token>;

/// Names what a [`CalendarId`] points at.
pub enum Calendar {}
pub type CalendarId = kernel::Id<Calendar>;

/// Names what a [`SessionId`] points at.
pub enum Session {}
pub type SessionId = kernel::Id<Session>;

/// What a unit is. The words are those of plan files and of the units CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OrgUnitKind)]
pub enum UnitKind {
    Province,
    City,
    /// Reports beside the cities and has no code of GB/T 2260, such as 沈抚.
    SpecialZone,
    County,
    Enterprise,
    /// A production line.
    Line,
    Warehouse,
}

impl UnitKind {
    pub const ALL: [Self; 7] = [
        Self::Province,
        Self::City,
        Self::SpecialZone,
        Self::County,
        Self::Enterprise,
        Self::Line,
        Self::Warehouse,
    ];

    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::SpecialZone => "special_zone",
            Self::County => "county",
            Self::Enterprise => "enterprise",
            Self::Line => "line",
            Self::Warehouse => "warehouse",
        }
    }

    /// Whether a unit of this kind may stand right under one of the other. Authorities stand under higher ones,
    /// enterprises under an authority or their parent company, and what is inside an enterprise has nothing below it.
    #[must_use]
    pub fn may_stand_under(self, above: Self) -> bool {
        match above {
            Self::Province => !matches!(self, Self::Province | Self::Line | Self::Warehouse),
            Self::City | Self::SpecialZone => matches!(self, Self::County | Self::Enterprise),
            Self::County => self == Self::Enterprise,
            Self::Enterprise => matches!(self, Self::Enterprise | Self::Line | Self::Warehouse),
            Self::Line | Self::Warehouse => false,
        }
    }

    /// The same kind in the words of the plan engine, which knows neither HTTP nor SQL.
    #[must_use]
    pub fn in_plans(self) -> plan::document::UnitKind {
        use plan::document::UnitKind as Plan;
        match self {
            Self::Province => Plan::Province,
            Self::City => Plan::City,
            Self::SpecialZone => Plan::SpecialZone,
            Self::County => Plan::County,
            Self::Enterprise => Plan::Enterprise,
            Self::Line => Plan::Line,
            Self::Warehouse => Plan::Warehouse,
        }
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Province => "省",
            Self::City => "市",
            Self::SpecialZone => "示范区或新区",
            Self::County => "县（市、区）",
            Self::Enterprise => "企业",
            Self::Line => "生产线",
            Self::Warehouse => "库房",
        }
    }
}

impl fmt::Display for UnitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for UnitKind {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.key() == text).ok_or(())
    }
}

/// The days on which something exists, both ends included; without a last day it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    pub from: Day,
    pub to: Option<Day>,
}

impl Validity {
    #[must_use]
    pub fn holds_on(self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// True when there is a day that belongs to both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }

    /// True when at least one day belongs to it.
    #[must_use]
    pub fn is_possible(self) -> bool {
        self.to.is_none_or(|to| self.from <= to)
    }
}

/// One entry of a unit's history of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub from: Day,
    pub name: String,
}

/// The name that was valid on that day: the latest that had begun. Before the first one the first one is used, because
/// a unit without any name cannot be talked about.
#[must_use]
pub fn name_on(names: &[Named], day: Day) -> Option<&str> {
    let begun = names.iter().filter(|named| named.from <= day).max_by_key(|named| named.from);
    begun.or_else(|| names.iter().min_by_key(|named| named.from)).map(|named| named.name.as_str())
}

/// A unit as other capabilities see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    pub id: UnitId,
    /// The unit's own stable name, unique in the authority.
    pub key: String,
    /// The name that is valid today.
    pub name: String,
    pub kind: UnitKind,
    pub parent: Option<UnitId>,
    /// GB/T 2260, six digits.
    pub region_code: Option<String>,
    pub attributes: BTreeMap<String, String>,
    pub validity: Validity,
    /// Where its work went when it was merged into another unit.
    pub merged_into: Option<UnitId>,
    /// Grows with every change; a change that names an older one is refused.
    pub revision: i64,
}

impl UnitRow {
    /// Where a unit stands among others: by its code of GB/T 2260, which is how offices list their cities; units without a
    /// code come after them by key. Byte by byte: the engines do not agree about text.
    pub(crate) fn place(&self) -> impl Ord + '_ {
        (self.region_code.is_none(), self.region_code.as_deref(), self.key.as_str())
    }

    /// As plans see it; `key_of` answers the key of the parent.
    pub(crate) fn into_snapshot(
        self,
        key_of: impl Fn(UnitId) -> Option<String>,
    ) -> plan::units::UnitSnapshot {
        let Self {
            id: _,
            key,
            name,
            kind,
            parent,
            region_code,
            attributes,
            validity,
            merged_into: _,
            revision: _,
        } = self;
        plan::units::UnitSnapshot {
            key,
            name,
            kind: kind.in_plans(),
            parent: parent.and_then(key_of),
            region_code,
            attributes,
            valid_from: Some(validity.from),
            valid_to: validity.to,
        }
    }
}

/// What a list shows in the place of an id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitLabel {
    pub key: String,
    /// The name that is valid today.
    pub name: String,
    pub kind: UnitKind,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn validity(text: &str) -> Validity {
        let (from, to) = text.split_once("..").unwrap();
        Validity { from: day(from), to: (!to.is_empty()).then(|| day(to)) }
    }

    #[test]
    fn both_ends_belong_to_a_validity() {
        for (span, on, holds) in [
            ("2021-06-01..2021-06-30", "2021-06-01", true),
            ("2021-06-01..2021-06-30", "2021-06-30", true),
            ("2021-06-01..2021-06-30", "2021-07-01", false),
            ("2021-06-01..2021-06-30", "2021-05-31", false),
            ("2021-06-01..", "2099-01-01", true),
        ] {
            assert_eq!(validity(span).holds_on(day(on)), holds, "{span} on {on}");
        }
    }

    #[test]
    fn the_words_are_those_of_plan_files() {
        assert_eq!(UnitKind::ALL.map(UnitKind::key), plan::document::UnitKind::ALL.map(|kind| kind.word()));
        assert_eq!(UnitKind::ALL.map(UnitKind::in_plans), plan::document::UnitKind::ALL);
    }

    #[test]
    fn validities_overlap_when_a_day_belongs_to_both() {
        for (a, b, shared) in [
            ("2021-06-01..2021-06-30", "2021-06-30..2021-07-31", true),
            ("2021-06-01..2021-06-29", "2021-06-30..2021-07-31", false),
            ("2021-06-01..", "2021-06-30..", true),
            ("2021-06-01..2021-06-02", "2021-01-01..", true),
        ] {
            assert_eq!(validity(a).overlaps(validity(b)), shared, "{a} and {b}");
            assert_eq!(validity(b).overlaps(validity(a)), shared, "{b} and {a}");
        }
        assert!(!validity("2021-06-02..2021-06-01").is_possible());
    }

    #[test]
    fn the_name_of_a_day_is_the_latest_that_had_begun() {
        let names = [
            Named { from: day("2022-03-01"), name: "沈抚示范区".to_owned() },
            Named { from: day("2018-09-01"), name: "沈抚新区".to_owned() },
        ];
        for (on, name) in [
            ("2017-01-01", "沈抚新区"),
            ("2021-06-16", "沈抚新区"),
            ("2022-02-28", "沈抚新区"),
            ("2022-03-01", "沈抚示范区"),
        ] {
            assert_eq!(name_on(&names, day(on)), Some(name), "{on}");
        }
        assert_eq!(name_on(&[], day("2021-01-01")), None);
    }
}
