//! Whether typed letters spell Chinese characters: each by its initial, by its whole syllable, or the last one by as much
//! of it as was typed. A character with several readings is found by each of them.

use pinyin::ToPinyinMulti;

/// More letters than a needle has (`needle::CHARS_MAX`), so that a set of places among them fits into a number.
const LETTERS_MAX: usize = 63;

/// Where in the text the letters begin to spell it, if they do. `letters` are ASCII.
pub(crate) fn spelled(text: &str, letters: &str) -> Option<usize> {
    if letters.is_empty() || letters.len() > LETTERS_MAX {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).find(|start| spells(chars.get(*start..).unwrap_or_default(), letters))
}

/// Whether the letters spell the text from its first character on. Goes through the text once, with the set of places
/// among the letters that it can have come to: trying one way after the other would never end for some texts.
fn spells(text: &[char], letters: &str) -> bool {
    let mut places = 1_u64;
    for character in text {
        let mut next = 0_u64;
        for at in (0..letters.len()).filter(|at| places & (1 << at) != 0) {
            let left = letters.get(at..).unwrap_or_default();
            match spent(*character, left) {
                Spent::All => return true,
                Spent::Some(lengths) => next |= lengths << at,
            }
        }
        places = next;
        if places == 0 {
            return false;
        }
    }
    false
}

/// What a character can use up of the letters that are left.
enum Spent {
    All,
    /// Bit n is set when it can be n letters.
    Some(u64),
}

fn spent(character: char, left: &str) -> Spent {
    let Some(readings) = character.to_pinyin_multi() else {
        // A letter or a digit between Chinese characters stands for itself.
        let same = left.starts_with(character);
        return if same && left.len() == 1 { Spent::All } else { Spent::Some(u64::from(same) << 1) };
    };
    let mut lengths = 0;
    for reading in readings {
        let syllable = plain(reading.plain());
        if syllable.starts_with(left) {
            return Spent::All;
        }
        if syllable.get(..1) == left.get(..1) {
            lengths |= 1 << 1;
        }
        if left.starts_with(&*syllable) {
            lengths |= 1 << syllable.len();
        }
    }
    Spent::Some(lengths)
}

/// `lü` is typed `lv`.
fn plain(syllable: &str) -> std::borrow::Cow<'_, str> {
    if syllable.contains('ü') { syllable.replace('ü', "v").into() } else { syllable.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_spell_characters_in_full_by_initials_and_mixed() {
        for (text, letters, at) in [
            ("沈阳市", "sy", Some(0)),
            ("沈阳市", "sys", Some(0)),
            ("沈阳市", "shenyang", Some(0)),
            ("沈阳市", "shenya", Some(0)),
            ("沈阳市", "shyang", None),
            ("沈阳市", "syang", Some(0)),
            ("沈阳市", "sheny", Some(0)),
            ("沈阳市", "ys", Some(1)),
            ("沈阳市", "ss", None),
            ("沈阳市", "syx", None),
            ("辽宁省沈阳市", "sys", Some(3)),
            // Both readings.
            ("重庆", "cq", Some(0)),
            ("重庆", "zq", Some(0)),
            ("绿色矿山", "lvs", Some(0)),
            ("第2号库", "d2hk", Some(0)),
            ("第2号库", "hk", Some(2)),
            ("abc", "sy", None),
            ("", "sy", None),
        ] {
            assert_eq!(spelled(text, letters), at, "{text} {letters}");
        }
    }

    /// A long text whose every character begins alike must not be tried in every possible way.
    #[test]
    fn a_text_made_to_be_slow_is_not() {
        let began = std::time::Instant::now();
        for (character, letter) in [("是", "s"), ("啊", "a"), ("嗯", "n")] {
            let text = character.repeat(200);
            assert_eq!(spelled(&text, &format!("{}x", letter.repeat(49))), None, "{character}");
        }
        assert!(began.elapsed() < std::time::Duration::from_millis(500), "{:?}", began.elapsed());
    }
}
