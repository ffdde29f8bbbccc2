//! What somebody typed, and whether a text has it.

use kernel::{Failure, text::folded};

use crate::sound;

/// Longer than any name; what is longer was pasted by mistake.
const CHARS_MAX: usize = 50;
const WORDS_MAX: usize = 5;
/// One letter is the initial of one character in twenty.
const LETTERS_MIN: usize = 2;

/// Words, each of which has to be in a text. Folded, so that width, case and blanks make no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    words: Vec<String>,
}

/// How well a text fits: the smaller, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Whole,
    Beginning,
    Inside,
    SpelledFromTheBeginning,
    SpelledInside,
}

impl Needle {
    /// # Errors
    /// [`Failure::Unacceptable`] when there is nothing to look for, or too much.
    pub fn parse(typed: &str) -> Result<Self, Failure> {
        let unacceptable = |message: String| Err(Failure::unacceptable("q", message));
        if typed.chars().count() > CHARS_MAX {
            return unacceptable(format!("最多输入 {CHARS_MAX} 个字，请缩短"));
        }
        let words: Vec<String> =
            typed.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect();
        match words.len() {
            0 => unacceptable("请输入要查找的文字，可以用拼音首字母".to_owned()),
            1..=WORDS_MAX => Ok(Self { words }),
            _ => unacceptable(format!("最多用空格分开 {WORDS_MAX} 个词，请减少")),
        }
    }

    /// Each word by itself, for whoever looks for them in different places.
    pub fn words(&self) -> impl Iterator<Item = Self> {
        self.words.iter().map(|word| Self { words: vec![word.clone()] })
    }

    /// What was typed when it is one word, for whoever knows it by a number.
    #[must_use]
    pub fn only_word(&self) -> Option<&str> {
        match self.words.as_slice() {
            [word] => Some(word),
            _ => None,
        }
    }

    /// How well the text fits, nothing when a word is missing. The worst word decides.
    #[must_use]
    pub fn rank(&self, text: &str) -> Option<Rank> {
        let text = folded(text);
        let ranks = self.words.iter().map(|word| rank(&text, word));
        ranks.collect::<Option<Vec<Rank>>>()?.into_iter().max()
    }

    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.is_in_folded(&folded(text))
    }

    /// The same of a text that is kept folded.
    #[must_use]
    pub fn is_in_folded(&self, text: &str) -> bool {
        self.words.iter().all(|word| rank(text, word).is_some())
    }
}

/// Both are folded.
fn rank(text: &str, word: &str) -> Option<Rank> {
    if let Some(at) = text.find(word) {
        let rank = if text.len() == word.len() {
            Rank::Whole
        } else if at == 0 {
            Rank::Beginning
        } else {
            Rank::Inside
        };
        return Some(rank);
    }
    let letters = word.len() >= LETTERS_MIN && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !letters || !word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    sound::spelled(text, word).map(
        |at| {
            if at == 0 { Rank::SpelledFromTheBeginning } else { Rank::SpelledInside }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank_of(typed: &str, text: &str) -> Option<Rank> {
        Needle::parse(typed).unwrap().rank(text)
    }

    #[test]
    fn the_better_fit_comes_first() {
        for (typed, text, rank) in [
            ("沈阳", "沈阳", Some(Rank::Whole)),
            ("沈阳", "沈阳市", Some(Rank::Beginning)),
            ("沈阳", "示例（沈阳）公司", Some(Rank::Inside)),
            ("SY", "沈阳市", Some(Rank::SpelledFromTheBeginning)),
            ("ｓｙ", "辽宁沈阳", Some(Rank::SpelledInside)),
            ("沈阳 公司", "示例（沈阳）公司", Some(Rank::Inside)),
            ("公司 sy", "示例（沈阳）公司", Some(Rank::SpelledInside)),
            ("沈阳 大连", "沈阳市", None),
            ("s", "沈阳市", None),
            ("12", "沈阳市", None),
            // What is special to a pattern of SQL means itself.
            ("%", "沈阳市", None),
            ("_", "沈阳市", None),
            ("5%", "提高5%以上", Some(Rank::Inside)),
        ] {
            assert_eq!(rank_of(typed, text), rank, "{typed} in {text}");
        }
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        for typed in ["", " \u{3000} ", &"长".repeat(51), "一 二 三 四 五 六"] {
            assert!(Needle::parse(typed).is_err(), "{typed}");
        }
    }
}
