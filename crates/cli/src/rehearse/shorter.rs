//! After a difference: a run that is shorter and shows it too. What is tried is what costs little: nothing after the day
//! of the difference, fewer cities, fewer kinds of events. Each try plays in a folder of its own.

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
        (Failed::Differs { .. } | Failed::Heard(_) | Failed::Refused(_) | Failed::Broken(_), _) => false,
    }
}

/// Nothing after the day of the difference has anything to do with it.
fn ended(script: Script, failed: &Failed) -> Script {
    match failed {
        Failed::Differs { day, difference: _ } => Script { stop: Some(rehearsal::evening(*day)), ..script },
        Failed::Heard(_) | Failed::Refused(_) | Failed::Broken(_) => script,
    }
}

/// Makes the script shorter for as long as it goes on failing in the same way, and prints the command line that is left.
pub async fn look(options: &RehearseOptions, script: Script, failed: &Failed) -> Result<(), Trouble> {
    let mut best = ended(Script { kept: false, ..script }, failed);
    let (mut tries, mut found) = (0, None);
    for cities in (1..4).filter(|cities| best.cities == 0 || *cities < best.cities) {
        tries += 1;
        found = fails(Script { cities, ..best.clone() }, failed).await?;
        if found.is_some() {
            break;
        }
    }
    best = found.unwrap_or(best);
    for kind in KINDS {
        if !best.without.iter().any(|left| left == kind) {
            let mut shorter = best.clone();
            shorter.without.push(kind.to_owned());
            tries += 1;
            best = fails(shorter, failed).await?.unwrap_or(best);
        }
    }
    say!("试了 {tries} 次");
    complain!("最短的重放：{} | 版本 {}", options.command_line(&best), commit());
    Ok(())
}

/// The script, up to the day on which it fails, if it fails in the same way.
async fn fails(script: Script, failed: &Failed) -> Result<Option<Script>, Trouble> {
    let folder = scratch(script.seed).with_extension("shorter");
    let played = play(&folder, None, script.clone()).await?;
    // It is a copy of a folder that is kept.
    let _ = std::fs::remove_dir_all(&folder);
    Ok(played.err().filter(|found| same(failed, found)).map(|found| ended(script, &found)))
}
