//! After a difference: a run that is shorter and shows it too. What is tried is what costs little: fewer days, fewer kinds
//! of events, fewer cities. Each try plays in a folder of its own.

use rehearsal::{Failed, KINDS, Script};

use super::{commit, play, scratch};
use crate::{
    Trouble,
    args::RehearseOptions,
    out::{complain, say},
};

/// Which comparison failed, or which request: another failure is another bug, and is not looked for here.
fn same(one: &Failed, other: &Failed) -> bool {
    match (one, other) {
        (
            Failed::Differs { day: _, difference: one } | Failed::Heard(one),
            Failed::Differs { day: _, difference: other } | Failed::Heard(other),
        ) => one.check == other.check,
        (Failed::Refused(one), Failed::Refused(other)) => one.status == other.status,
        (Failed::Broken(_), Failed::Broken(_)) => true,
        _ => false,
    }
}

/// Makes the script shorter for as long as it goes on failing in the same way, and prints the command line that is left.
pub async fn look(options: &RehearseOptions, script: Script, failed: &Failed) -> Result<(), Trouble> {
    let mut best = script;
    if let Failed::Differs { day, .. } = failed {
        // Nothing after the day of the difference has anything to do with it.
        best.until = best.until.min(*day);
    }
    let mut tries = 0;
    let mut tried = Vec::new();
    for cities in [1, 2] {
        if best.cities == 0 || cities < best.cities {
            tried.push(Script { cities, ..best.clone() });
        }
    }
    for shorter in tried {
        tries += 1;
        if fails(&shorter, failed).await? {
            best = shorter;
            break;
        }
    }
    for kind in KINDS {
        if best.without.iter().any(|left| left == kind) {
            continue;
        }
        let mut shorter = best.clone();
        shorter.without.push(kind.to_owned());
        tries += 1;
        if fails(&shorter, failed).await? {
            best = shorter;
        }
    }
    say!("试了 {tries} 次，更短的重放：");
    complain!("{} | 版本 {}", options.command_line(&best), commit());
    Ok(())
}

async fn fails(script: &Script, failed: &Failed) -> Result<bool, Trouble> {
    let folder = scratch(script.seed).with_extension("shorter");
    let played = play(&folder, None, script.clone()).await?;
    // It is a copy of a folder that is kept.
    let _ = std::fs::remove_dir_all(&folder);
    Ok(played.err().is_some_and(|found| same(failed, &found)))
}
