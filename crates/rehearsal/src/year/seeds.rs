//! A tree of seeds: every kind of event draws from a generator of its own, so that a new kind does not move the others.

use std::collections::BTreeSet;

/// Kinds of events that a seed may leave out, so that rare mixes appear (swarm testing).
pub(super) const SWITCHES: [&str; 18] = [
    "late",
    "silent",
    "returned",
    "zero",
    "waived",
    "paper",
    "activities",
    "exposures",
    "corrected",
    "withdrawn",
    "amended",
    "units",
    "posts",
    "twice",
    "lost",
    "at-once",
    "clock-back",
    "frozen",
];

#[derive(Clone, Debug)]
pub(super) struct Seeds {
    root: u64,
    on: BTreeSet<&'static str>,
}

impl Seeds {
    pub(super) fn new(root: u64) -> Self {
        let mut seeds = Self { root, on: BTreeSet::new() };
        // Three of four kinds take part.
        seeds.on = SWITCHES.into_iter().filter(|kind| seeds.at(&["switch", kind]).u8(0..4) > 0).collect();
        seeds
    }

    pub(super) fn has(&self, kind: &str) -> bool {
        self.on.contains(kind)
    }

    pub(super) fn off(&self) -> Vec<&'static str> {
        SWITCHES.into_iter().filter(|kind| !self.on.contains(kind)).collect()
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
        self.has(kind) && self.at(&[&[kind], path].concat()).u8(0..100) < percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_depends_on_its_own_words_only() {
        let draw = |seed: u64, path: &[&str]| Seeds::new(seed).at(path).u64(..);
        assert_eq!(draw(7, &["late", "shenyang"]), draw(7, &["late", "shenyang"]));
        let others =
            [draw(7, &["late", "dalian"]), draw(8, &["late", "shenyang"]), draw(7, &["lates", "henyang"])];
        assert!(others.iter().all(|other| *other != draw(7, &["late", "shenyang"])));
    }

    #[test]
    fn every_kind_takes_part_in_some_years_and_rests_in_others() {
        for kind in SWITCHES {
            let times = (0..40).filter(|seed| Seeds::new(*seed).has(kind)).count();
            assert!((1..40).contains(&times), "{kind}: {times} of 40");
        }
    }
}
