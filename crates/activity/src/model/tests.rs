use super::*;
use crate::details::ActivityDetails;

/// Persons by number; every move happens a microsecond after the one before.
fn person(number: u128) -> PersonId {
    PersonId::from_uuid(uuid::Uuid::from_u128(number))
}

fn draft() -> Entry {
    Entry {
        id: ActivityId::from_uuid(uuid::Uuid::from_u128(1)),
        campaign: CampaignId::from_uuid(uuid::Uuid::from_u128(2)),
        unit: UnitId::from_uuid(uuid::Uuid::from_u128(3)),
        kind: "drill".to_owned(),
        state: State::Draft(Signed { at: Instant::from_micros(0), by: person(1) }),
        details: ActivityDetails::default(),
        version: 0,
        counting: None,
        revision: 1,
    }
}

fn go(entry: Entry, script: &str, number: usize) -> Result<Entry, Failure> {
    let (word, who) = script.trim().split_once(' ').unwrap();
    let at = Instant::from_micros(i64::try_from(number).unwrap());
    let by = Signed { at, by: person(who.parse().unwrap()) };
    let reason = || "原因".to_owned();
    match word {
        "save" => entry.save(ActivityDetails { title: "改".to_owned(), ..ActivityDetails::default() }),
        "submit" => entry.submit(by, false),
        "submit_by_rule" => entry.submit(by, true),
        "pass" => entry.accept(by, false),
        "accept" => entry.accept(by, true),
        "return" => entry.send_back(by, reason()),
        "overrule" => entry.overrule(by, reason()),
        "correct" => entry.correct(by),
        "discard" => entry.discard(ActivityDetails::default()),
        "withdraw" => entry.withdraw(by, reason()),
        other => panic!("{other} is no move"),
    }
}

/// Plays moves ("what who") and shows after each: state, versions, what counts; or the refusal.
fn check(script: &str, wanted: &str) {
    let mut entry = draft();
    let mut shown = String::new();
    for (number, line) in script.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let outcome = match go(entry.clone(), line, number + 1) {
            Ok(moved) => {
                assert_eq!(moved.revision, entry.revision + 1, "{line}");
                entry = moved;
                let counting = entry.counting.map_or("-".to_owned(), |counting| counting.version.to_string());
                let passed = match entry.state {
                    State::Submitted { sent: _, passed } => format!(" passed {passed}"),
                    _ => String::new(),
                };
                format!("{} v{} counts {counting}{passed}", entry.state.word().word(), entry.version)
            }
            Err(Failure::Refused { code, detail }) => format!("{code}: {detail}"),
            Err(other) => panic!("{other:?}"),
        };
        shown.push_str(&format!("{line}: {outcome}\n"));
    }
    let wanted: Vec<&str> = wanted.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(shown.lines().collect::<Vec<_>>(), wanted);
}

#[test]
fn nobody_accepts_what_they_sent_and_every_step_has_to_accept() {
    check(
        "accept 2
         submit 1
         accept 1
         pass 2
         accept 3
         accept 3",
        "accept 2: wrong-state: 不能审核通过：该活动尚未提交，请先提交
         submit 1: submitted v1 counts - passed 0
         accept 1: same-person: 提交人不能审核自己提交的活动，请由另一位审核员审核
         pass 2: submitted v1 counts - passed 1
         accept 3: accepted v1 counts 1
         accept 3: wrong-state: 不能审核通过：该活动已计入，如需修改请发起更正",
    );
}

#[test]
fn by_rule_it_counts_as_it_is_sent() {
    check(
        "submit_by_rule 1
         save 1
         correct 1
         submit_by_rule 1
         withdraw 1
         correct 1",
        "submit_by_rule 1: accepted v1 counts 1
         save 1: wrong-state: 不能修改：该活动已计入，如需修改请发起更正
         correct 1: draft v1 counts 1
         submit_by_rule 1: accepted v2 counts 2
         withdraw 1: withdrawn v2 counts -
         correct 1: wrong-state: 不能发起更正：该活动已撤回，如需登记请新建一条",
    );
}

#[test]
fn the_old_version_counts_until_the_correction_is_accepted() {
    check(
        "submit 1
         accept 2
         correct 1
         submit 1
         return 2
         discard 1
         correct 1
         submit 1
         accept 2
         overrule 9
         discard 1
         submit 1
         pass 2
         return 3
         submit 1",
        "submit 1: submitted v1 counts - passed 0
         accept 2: accepted v1 counts 1
         correct 1: draft v1 counts 1
         submit 1: submitted v2 counts 1 passed 0
         return 2: returned v2 counts 1
         discard 1: accepted v2 counts 1
         correct 1: draft v2 counts 1
         submit 1: submitted v3 counts 1 passed 0
         accept 2: accepted v3 counts 3
         overrule 9: returned v3 counts -
         discard 1: wrong-state: 不能放弃更正：该活动已被退回，请修改后重新提交
         submit 1: submitted v4 counts - passed 0
         pass 2: submitted v4 counts - passed 1
         return 3: returned v4 counts -
         submit 1: submitted v5 counts - passed 0",
    );
}
