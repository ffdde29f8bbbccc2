//! A tree of seeds: every kind of event draws from a generator of its own, so that a new kind does not move the others.

use std::collections::BTreeSet;

/// How much goes wrong besides people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faults {
    None,
    /// Some of the kinds of faults, each now and then.
    Some,
    /// All kinds of faults, each twice as often.
    Many,
}

/// What people do and what befalls the server, by kinds that a seed may leave out, so that rare mixes appear (swarm
/// testing), and that somebody may switch off to see whether a difference needs them.
pub const KINDS: [&str; KINDS_OF_PEOPLE + KINDS_OF_FAULTS] = [
    "late",
    "silent",
    "returned",
    "zero",
    "waived",
    "paper",
    "drafts",
    "bulk",
    "chains",
    "activities",
    "exposures",
    "corrected",
    "signed-corrected",
    "withdrawn",
    "amended",
    "units",
    "posts",
    "at-once",
    "frozen",
    "twice",
    "lost",
    "clock-back",
    "cut",
    "continued",
    "restart",
    "killed",
    "killed-midway",
    "database-gone",
];
const KINDS_OF_PEOPLE: usize = 19;
const KINDS_OF_FAULTS: usize = 9;

fn is_fault(kind: &str) -> bool {
    KINDS.iter().skip(KINDS_OF_PEOPLE).any(|fault| *fault == kind)
}

#[derive(Clone, Debug)]
pub(super) struct Seeds {
    root: u64,
    on: BTreeSet<&'static str>,
    faults: Faults,
}

impl Seeds {
    /// `without` are kinds that take no part, whatever the seed says.
    pub(super) fn new(root: u64, faults: Faults, without: &[String]) -> Self {
        let mut seeds = Self { root, on: BTreeSet::new(), faults };
        // Three of four kinds take part.
        let takes_part = |kind: &&str| match (is_fault(kind), faults) {
            (true, Faults::None) => false,
            (true, Faults::Many) => true,
            (false, _) | (true, Faults::Some) => seeds.at(&["switch", kind]).u8(0..4) > 0,
        };
        let on = KINDS.into_iter().filter(takes_part);
        seeds.on = on.filter(|kind| !without.iter().any(|left| left == kind)).collect();
        seeds
    }

    pub(super) fn has(&self, kind: &str) -> bool {
        self.on.contains(kind)
    }

    pub(super) fn off(&self) -> Vec<&'static str> {
        KINDS.into_iter().filter(|kind| !self.on.contains(kind)).collect()
    }

    /// The generator of one branch.
    pub(super) fn at(&self, path: &[&str]) -> fastrand::Rng {
        // FNV-1a over the path, with a mark between its words.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ self.root.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for byte in path.iter().flat_map(|word| word.bytes().chain([0])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        fastrand::Rng::with_seed(hash)
    }

    /// Whether something happens that happens so often in a hundred, if its kind takes part at all.
    pub(super) fn happens(&self, kind: &str, path: &[&str], percent: u8) -> bool {
        let often = if self.faults == Faults::Many && is_fault(kind) { 2 } else { 1 };
        self.has(kind) && self.at(&[&[kind], path].concat()).u8(0..100) < percent.saturating_mul(often)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_depends_on_its_own_words_only() {
        let draw = |seed: u64, path: &[&str]| Seeds::new(seed, Faults::Some, &[]).at(path).u64(..);
        assert_eq!(draw(7, &["late", "shenyang"]), draw(7, &["late", "shenyang"]));
        let others =
            [draw(7, &["late", "dalian"]), draw(8, &["late", "shenyang"]), draw(7, &["lates", "henyang"])];
        assert!(others.iter().all(|other| *other != draw(7, &["late", "shenyang"])));
    }

    #[test]
    fn every_kind_takes_part_in_some_years_and_rests_in_others() {
        for kind in KINDS {
            let times = |faults| (0..40).filter(|seed| Seeds::new(*seed, faults, &[]).has(kind)).count();
            assert!((1..40).contains(&times(Faults::Some)), "{kind}: {} of 40", times(Faults::Some));
            let (none, many) =
                if is_fault(kind) { (0, 40) } else { (times(Faults::Some), times(Faults::Some)) };
            assert_eq!((times(Faults::None), times(Faults::Many)), (none, many), "{kind}");
            let left = Seeds::new(7, Faults::Many, &[kind.to_owned()]);
            assert!(!left.has(kind) && left.off().contains(&kind), "{kind} was left out by hand");
        }
        assert!(is_fault("twice") && is_fault("database-gone") && !is_fault("frozen"));
    }
}
