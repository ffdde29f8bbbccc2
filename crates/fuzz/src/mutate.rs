//! New inputs from old ones: bytes changed, moved, repeated and cut; words of other inputs put in; numbers made extreme.

use fastrand::Rng;

/// Longer inputs only make a target slow; what is about length has inputs of its own in the corpus.
const BYTES_MAX: usize = 64 * 1024;
const CHANGES_MAX: usize = 6;

/// Pieces that break something somewhere.
const WORDS: [&[u8]; 30] = [
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xf0\x9f\xa7\xa8",
    b"\xed\xa0\x80",
    b"\r\n",
    b"\t",
    b"\"",
    b"'",
    b"\\u0000",
    b"\\ud800",
    b"null",
    b"true",
    b"{}",
    b"[]",
    b"-0",
    b"1e400",
    b"9007199254740993",
    b"-9223372036854775809",
    b"18446744073709551616",
    b"0x10",
    b"=1+1",
    b"../../",
    b"%00",
    b"<a>",
    b"&#x0;",
    b"<![CDATA[",
    b": &a *a",
    b"2021-02-30",
];

/// Makes inputs for one target, the same ones for the same seed.
pub struct Mutator {
    rng: Rng,
    corpus: Vec<Vec<u8>>,
}

impl Mutator {
    /// # Panics
    /// When the corpus is empty.
    #[must_use]
    pub fn new(seed: u64, corpus: Vec<Vec<u8>>) -> Self {
        assert!(!corpus.is_empty(), "there is nothing to start from");
        Self { rng: Rng::with_seed(seed), corpus }
    }

    /// The next input.
    pub fn input(&mut self) -> Vec<u8> {
        let mut bytes = self.corpus[self.rng.usize(..self.corpus.len())].clone();
        for _ in 0..self.rng.usize(1..=CHANGES_MAX) {
            self.change(&mut bytes);
        }
        bytes.truncate(BYTES_MAX);
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let (at, end) = self.stretch(bytes.len());
        match self.rng.u8(..9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << self.rng.u8(..8),
            1 if at < bytes.len() => bytes[at] = self.rng.u8(..),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let times = self.rng.usize(1..=8);
                let to = self.rng.usize(..=bytes.len());
                bytes.splice(to..to, piece.repeat(times));
            }
            4 => bytes.truncate(at),
            5 => {
                let word = WORDS[self.rng.usize(..WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
            6 => {
                let word = WORDS[self.rng.usize(..WORDS.len())];
                bytes.splice(at..end, word.iter().copied());
            }
            7 => {
                let other = self.corpus[self.rng.usize(..self.corpus.len())].clone();
                let (from, to) = self.stretch(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            _ => self.number(bytes),
        }
    }

    /// Another number in the place of one that stands there.
    fn number(&mut self, bytes: &mut Vec<u8>) {
        let starts: Vec<usize> = (0..bytes.len())
            .filter(|at| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[*at - 1].is_ascii_digit()))
            .collect();
        let Some(at) = self.rng.choice(starts) else { return };
        let end = bytes[at..]
            .iter()
            .position(|byte| !byte.is_ascii_digit())
            .map_or(bytes.len(), |length| at + length);
        let numbers = ["0", "1", "255", "65536", "4294967296", "9999999999999999999999", "00", "-1"];
        bytes.splice(at..end, numbers[self.rng.usize(..numbers.len())].bytes());
    }

    fn stretch(&mut self, length: usize) -> (usize, usize) {
        let at = self.rng.usize(..=length);
        (at, (at + self.rng.usize(..32)).min(length))
    }
}
