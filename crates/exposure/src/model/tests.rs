use super::*;
use crate::details::ExposureDetails;

/// Persons by number; every move happens a microsecond after the one before.
fn person(number: u128) -> PersonId {
    PersonId::from_uuid(uuid::Uuid::from_u128(number))
}

fn draft() -> Case {
    Case {
        id: ExposureId::from_uuid(uuid::Uuid::from_u128(1)),
        campaign: CampaignId::from_uuid(uuid::Uuid::from_u128(2)),
        unit: UnitId::from_uuid(uuid::Uuid::from_u128(3)),
        state: State::Draft(Signed { at: Instant::from_micros(0), by: person(1) }),
        details: ExposureDetails::default(),
        version: 0,
        counting: None,
        reported: None,
        revision: 1,
    }
}

fn go(case: Case, script: &str, number: usize) -> Result<Case, Failure> {
    let (word, who) = script.trim().split_once(' ').unwrap();
    let by =
        Signed { at: Instant::from_micros(i64::try_from(number).unwrap()), by: person(who.parse().unwrap()) };
    let reason = || "原因".to_owned();
    match word {
        "save" => case.save(ExposureDetails { title: "改".to_owned(), ..ExposureDetails::default() }),
        "submit" => case.submit(by),
        "confirm" => case.confirm(by),
        "return" => case.send_back(by, reason()),
        "overrule" => case.overrule(by, reason()),
        "correct" => case.correct(by),
        "discard" => case.discard(ExposureDetails::default()),
        "report" => case.report(by),
        "withdraw" => case.withdraw(by, reason()),
        other => panic!("{other} is no move"),
    }
}

/// Plays moves ("what who") and shows after each: state, versions, what counts, reported; or the refusal.
fn check(script: &str, wanted: &str) {
    let mut case = draft();
    let mut shown = String::new();
    for (number, line) in script.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let outcome = match go(case.clone(), line, number + 1) {
            Ok(moved) => {
                assert_eq!(moved.revision, case.revision + 1, "{line}");
                case = moved;
                let counting = case.counting.map_or("-".to_owned(), |counting| counting.version.to_string());
                let reported = if case.reported.is_some() { " reported" } else { "" };
                format!("{} v{} counts {counting}{reported}", case.state.word().word(), case.version)
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
fn two_people_before_it_counts() {
    check(
        "submit 1
         save 1
         confirm 1
         confirm 2
         report 1
         report 2",
        "submit 1: submitted v1 counts -
         save 1: wrong-state: 不能修改：该案例正在等待第二人核对，请先核对或退回
         confirm 1: same-person: 提交人不能核对自己提交的案例，请由本单位另一位审核员核对
         confirm 2: confirmed v1 counts 1
         report 1: confirmed v1 counts 1 reported
         report 2: wrong-state: 该案例已向省厅报送，无需重复报送",
    );
}

#[test]
fn nothing_counts_and_nothing_is_reported_before_the_second_signature() {
    check(
        "confirm 2
         report 1
         submit 1
         report 1
         return 2
         save 1
         submit 1
         confirm 2",
        "confirm 2: wrong-state: 不能核对通过：该案例尚未提交，请先提交并经第二人核对
         report 1: wrong-state: 不能向省厅报送：该案例尚未提交，请先提交并经第二人核对
         submit 1: submitted v1 counts -
         report 1: wrong-state: 不能向省厅报送：该案例正在等待第二人核对，请先核对或退回
         return 2: returned v1 counts -
         save 1: returned v1 counts -
         submit 1: submitted v2 counts -
         confirm 2: confirmed v2 counts 2",
    );
}

#[test]
fn the_old_version_counts_until_the_correction_is_confirmed() {
    check(
        "submit 1
         confirm 2
         report 1
         save 1
         correct 1
         save 1
         submit 1
         return 2
         submit 1
         confirm 2
         correct 1
         discard 1",
        "submit 1: submitted v1 counts -
         confirm 2: confirmed v1 counts 1
         report 1: confirmed v1 counts 1 reported
         save 1: wrong-state: 不能修改：该案例已核对并计入，如需修改请发起更正
         correct 1: draft v1 counts 1 reported
         save 1: draft v1 counts 1 reported
         submit 1: submitted v2 counts 1 reported
         return 2: returned v2 counts 1 reported
         submit 1: submitted v3 counts 1 reported
         confirm 2: confirmed v3 counts 3 reported
         correct 1: draft v3 counts 3 reported
         discard 1: confirmed v3 counts 3 reported",
    );
}

#[test]
fn what_the_level_above_sends_back_has_to_be_confirmed_and_reported_anew() {
    check(
        "submit 1
         overrule 9
         confirm 2
         report 1
         overrule 9
         overrule 9
         submit 1
         confirm 2
         report 2",
        "submit 1: submitted v1 counts -
         overrule 9: wrong-state: 不能上级退回：该案例正在等待第二人核对，请先核对或退回
         confirm 2: confirmed v1 counts 1
         report 1: confirmed v1 counts 1 reported
         overrule 9: returned v1 counts -
         overrule 9: wrong-state: 不能上级退回：该案例已被退回，请修改后重新提交
         submit 1: submitted v2 counts -
         confirm 2: confirmed v2 counts 2
         report 2: confirmed v2 counts 2 reported",
    );
}

#[test]
fn withdrawn_is_withdrawn() {
    check(
        "submit 1
         confirm 2
         correct 1
         withdraw 1
         withdraw 1
         submit 1
         discard 1",
        "submit 1: submitted v1 counts -
         confirm 2: confirmed v1 counts 1
         correct 1: draft v1 counts 1
         withdraw 1: withdrawn v1 counts -
         withdraw 1: wrong-state: 不能撤回：该案例已撤回，如需登记请新建一条
         submit 1: wrong-state: 不能提交：该案例已撤回，如需登记请新建一条
         discard 1: wrong-state: 不能放弃更正：该案例已撤回，如需登记请新建一条",
    );
}
