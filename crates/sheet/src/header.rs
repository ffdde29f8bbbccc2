//! Finding the header row: people add lines above it, move columns and change the width of what they type.

use std::collections::BTreeMap;

use crate::{
    cell::Raw,
    layout::{Layout, plain},
};

/// Rows with content among which the header is looked for.
pub(crate) const ROWS_SEARCHED: usize = 30;

/// What a row means if it is the header.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heads {
    /// By column of the layout: the columns of the file that say they are it, in order.
    pub(crate) places: Vec<Vec<u32>>,
    /// Headings that mean no column of the layout.
    pub(crate) unknown: Vec<(u32, String)>,
    /// A heading outside ASCII was understood, which proves that the encoding was.
    pub(crate) beyond_ascii: bool,
}

impl Heads {
    /// How many columns of the layout are named.
    pub(crate) fn score(&self) -> usize {
        self.places.iter().filter(|places| !places.is_empty()).count()
    }
}

/// Reads a row as if it were the header. `renamed` maps folded headings to keys, as the file itself says.
pub(crate) fn read(layout: &Layout, renamed: &BTreeMap<String, String>, cells: &[(u32, Raw)]) -> Heads {
    let mut heads = Heads { places: vec![Vec::new(); layout.columns().len()], ..Heads::default() };
    for (at, raw) in cells {
        let Raw::Text(heading) = raw else { continue };
        let folded = plain(heading);
        if folded.is_empty() {
            continue;
        }
        let told = renamed.get(&folded).and_then(|key| layout.position(key));
        match told.or_else(|| layout.find(heading)) {
            Some(column) => {
                heads.beyond_ascii |= !heading.is_ascii();
                if let Some(places) = heads.places.get_mut(column) {
                    places.push(*at);
                }
            }
            None => heads.unknown.push((*at, heading.clone())),
        }
    }
    heads
}

/// The first row that names the most columns; `None` when no row names two of them (or the only one).
pub(crate) fn best<'a>(rows: impl IntoIterator<Item = &'a Heads>, layout: &Layout) -> Option<usize> {
    let needed = layout.columns().len().min(2);
    let mut best: Option<(usize, usize)> = None;
    for (at, heads) in rows.into_iter().enumerate() {
        let score = heads.score();
        if score >= needed && best.is_none_or(|(_, top)| score > top) {
            best = Some((at, score));
        }
    }
    best.map(|(at, _)| at)
}
