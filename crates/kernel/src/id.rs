//! Typed ids: two of them can no longer be swapped by accident.

use std::{
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    str::FromStr,
    sync::Mutex,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::Instant;

/// One authority that runs campaigns. It leads the key of every sharded table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sql", derive(sea_orm::DeriveValueType))]
pub struct TenantId(pub i64);

/// A UUID of version 7 that says what it points at. Text form: the usual 36 characters.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

impl<T> Id<T> {
    #[must_use]
    pub fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }
    #[must_use]
    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<T> FromStr for Id<T> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::try_parse(text).map(Self::from_uuid)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Makes ids before the write, without a sequence that nodes would have to share.
pub trait IdSource: Send + Sync {
    fn next_uuid(&self, at: Instant) -> Uuid;
}

impl dyn IdSource + '_ {
    pub fn next<T>(&self, at: Instant) -> Id<T> {
        Id::from_uuid(self.next_uuid(at))
    }
}

/// Ids of one source sort in the order in which they were made, also within a millisecond.
#[derive(Debug, Default)]
struct Sequence(Mutex<(u64, u16)>);

impl Sequence {
    /// The millisecond never goes back, even if the clock does, and 4,096 ids fit into each.
    fn step(&self, at: Instant) -> (u64, u16) {
        let millis = u64::try_from(at.micros() / 1000).unwrap_or(0);
        let mut last = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *last = match *last {
            (ms, _) if millis > ms => (millis, 0),
            (ms, 0xFFF) => (ms + 1, 0),
            (ms, n) => (ms, n + 1),
        };
        *last
    }
}

fn version_7((millis, count): (u64, u16), mut random: [u8; 10]) -> Uuid {
    [random[0], random[1]] = count.to_be_bytes();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// Ids that nobody can guess: the machine's own randomness.
#[derive(Debug, Default)]
pub struct RandomIds(Sequence);

impl IdSource for RandomIds {
    fn next_uuid(&self, at: Instant) -> Uuid {
        let mut random = [0u8; 10];
        // Without randomness the id is still unique on this node; it is only easier to guess.
        let _ = getrandom::fill(&mut random);
        version_7(self.0.step(at), random)
    }
}

/// Ids that a seed repeats: tests, the rehearsal and the demo.
#[derive(Debug)]
pub struct SeededIds(Sequence, Mutex<u64>);

impl SeededIds {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Sequence::default(), Mutex::new(seed))
    }
}

impl IdSource for SeededIds {
    fn next_uuid(&self, at: Instant) -> Uuid {
        let mut state = self.1.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut random = [0u8; 10];
        random[2..].copy_from_slice(&split_mix_64(&mut state).to_be_bytes());
        version_7(self.0.step(at), random)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, seedable and good enough to tell ids apart.
fn split_mix_64(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(feature = "api")]
impl<T> utoipa::PartialSchema for Id<T> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Uuid)))
            .into()
    }
}

#[cfg(feature = "api")]
impl<T> utoipa::ToSchema for Id<T> {
    fn name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
}

#[cfg(feature = "sql")]
mod sql {
    use sea_orm::{
        ColIdx, ColumnType, DbErr, QueryResult, TryFromU64, TryGetError, TryGetable, Value,
        sea_query::{ArrayType, Nullable, ValueType, ValueTypeErr},
    };
    use uuid::Uuid;

    use super::Id;

    impl<T> From<Id<T>> for Value {
        fn from(id: Id<T>) -> Self {
            id.0.into()
        }
    }
    impl<T> TryGetable for Id<T> {
        fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
            Uuid::try_get_by(row, index).map(Self::from_uuid)
        }
    }
    impl<T> ValueType for Id<T> {
        fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
            <Uuid as ValueType>::try_from(value).map(Self::from_uuid)
        }
        fn type_name() -> String {
            "Id".to_owned()
        }
        fn array_type() -> ArrayType {
            <Uuid as ValueType>::array_type()
        }
        fn column_type() -> ColumnType {
            <Uuid as ValueType>::column_type()
        }
    }
    impl<T> Nullable for Id<T> {
        fn null() -> Value {
            <Uuid as Nullable>::null()
        }
    }
    impl<T> TryFromU64 for Id<T> {
        fn try_from_u64(_: u64) -> Result<Self, DbErr> {
            Err(DbErr::ConvertFromU64("Id"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_in_the_order_they_were_made_even_when_the_clock_goes_back() {
        let ids = SeededIds::new(7);
        let at = Instant::from_micros(1_623_808_800_000_000);
        let made: Vec<Uuid> = (0..10_000)
            .map(|i| ids.next_uuid(if i == 5_000 { Instant::from_micros(0) } else { at }))
            .collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(made[0].get_version_num(), 7);
    }
}
