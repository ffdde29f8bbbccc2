//! The rights table: reviewed as text, complete over the operations, and with its three administrators apart.

use std::{collections::BTreeSet, path::PathBuf};

use policy::Role;

use crate::operations;

/// The file is written by `cargo xtask rights` and read by people; no test writes it.
#[test]
fn the_matrix_is_the_reviewed_one() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/rights-matrix.txt");
    let kept = std::fs::read_to_string(&file).expect("docs/rights-matrix.txt, which reviewers read");
    let said = server::policy().matrix();
    let (kept, said): (BTreeSet<&str>, BTreeSet<&str>) =
        (kept.lines().map(str::trim_end).collect(), said.lines().map(str::trim_end).collect());
    let gone = kept.difference(&said).map(|line| format!("- {line}"));
    let new = said.difference(&kept).map(|line| format!("+ {line}"));
    let difference: Vec<String> = gone.chain(new).collect();
    assert!(
        difference.is_empty(),
        "the rights have changed:\n{}\nif that is meant, docs/rights-matrix.txt has to say so and somebody has to \
         read it",
        difference.join("\n")
    );
}

#[test]
fn nobody_gives_rights_and_reads_the_audit_trail() {
    let policy = server::policy();
    let may =
        |role: Role, action: &str| policy.rules().any(|rule| rule.role == role && rule.action == action);
    for role in Role::ALL {
        let gives = may(role, "org.manage_people") || may(role, "org.manage_administrators");
        assert!(!(gives && may(role, "audit.read")), "{role} does both");
        assert!(
            !role.is_administrator()
                || policy.rules().all(|rule| rule.role != role || is_houskeeping(rule.action)),
            "{role} keeps the house and has no part in the campaign's reports"
        );
    }
    for action in ["org.manage_people", "org.manage_administrators", "org.manage_units", "audit.read"] {
        assert!(Role::ALL.into_iter().any(|role| may(role, action)), "nobody may {action}");
    }
}

fn is_houskeeping(action: &str) -> bool {
    action.starts_with("org.")
        || action.starts_with("jobs.")
        || action == "audit.read"
        || action == "campaign.read"
}

#[test]
fn every_action_has_one_title() {
    let policy = server::policy();
    let mut titles = std::collections::BTreeMap::new();
    for rule in policy.rules() {
        assert!(!rule.title.trim().is_empty(), "{}", rule.action);
        let before = titles.insert(rule.action, rule.title);
        assert!(before.is_none_or(|title| title == rule.title), "{} has two titles", rule.action);
    }
}

/// Writes that need no line of the table, and why. May only shrink.
const NAMELESS: [(&str, &str); 14] = [
    (
        "calendar_create",
        "the address of a person's own calendar, which shows a part of what its owner may see",
    ),
    ("calendar_revoke", "the address of a person's own calendar"),
    ("password_change", "a person's own password"),
    ("second_factor_begin", "a person's own telephone"),
    ("second_factor_confirm", "a person's own telephone"),
    ("second_factor_remove", "a person's own telephone"),
    ("session_close", "a person's own session"),
    ("session_end", "a person's own session"),
    ("session_end_others", "a person's own sessions"),
    ("session_open", "before it there is nobody with rights"),
    ("session_prove", "the second half of a login"),
    ("set_up", "guarded by the one-time link"),
    ("token_create", "a token has a part of its owner's rights"),
    ("token_revoke", "a person's own token"),
];

/// Which line of the table every other write asks for.
const NAMED: &[(&str, &str)] = &[
    ("activity_accept", "activity.accept"),
    ("activity_check", "activity.record"),
    ("activity_correct", "activity.record"),
    ("activity_create", "activity.record"),
    ("activity_discard", "activity.record"),
    ("activity_overrule", "activity.overrule"),
    ("activity_return", "activity.accept"),
    ("activity_save", "activity.record"),
    ("activity_submit", "activity.record"),
    ("activity_withdraw", "activity.record"),
    ("campaign_adopt", "campaign.adopt"),
    ("campaign_create", "campaign.adopt"),
    ("campaign_plan_check", "campaign.keep"),
    ("campaign_plan_keep", "campaign.keep"),
    ("exposure_check", "exposure.record"),
    ("exposure_confirm", "exposure.confirm"),
    ("exposure_correct", "exposure.record"),
    ("exposure_create", "exposure.record"),
    ("exposure_discard", "exposure.record"),
    ("exposure_overrule", "exposure.overrule"),
    ("exposure_report", "exposure.report"),
    ("exposure_return", "exposure.confirm"),
    ("exposure_save", "exposure.record"),
    ("exposure_submit", "exposure.record"),
    ("exposure_withdraw", "exposure.record"),
    ("file_upload", "files.upload"),
    ("job_run_sooner", "jobs.run"),
    ("obligation_check", "obligation.submit"),
    ("obligation_draft_save", "obligation.submit"),
    ("obligation_submit", "obligation.submit"),
    ("obligation_unwaive", "obligation.waive"),
    ("obligation_urge", "obligation.urge"),
    ("obligation_waive", "obligation.waive"),
    ("paper_receive", "obligation.receive_paper"),
    ("person_create", "org.manage_people"),
    ("person_disable", "org.manage_people"),
    ("person_edit", "org.manage_people"),
    ("person_enable", "org.manage_people"),
    ("person_import", "org.manage_people"),
    ("person_reset_password", "org.manage_people"),
    ("person_reset_second_factor", "org.manage_people"),
    ("post_create", "org.manage_people"),
    ("post_end", "org.manage_people"),
    ("post_stand_in", "org.manage_people"),
    ("post_transfer", "org.manage_people"),
    ("review_accept_many", "obligation.review"),
    ("statistics_confirm", "statistics.confirm"),
    ("statistics_freeze", "statistics.freeze"),
    ("statistics_import", "statistics.confirm"),
    ("submission_reopen", "obligation.review"),
    ("submission_review", "obligation.review"),
    ("submission_review_draft_save", "obligation.review"),
    ("unit_close", "org.manage_units"),
    ("unit_create", "org.manage_units"),
    ("unit_edit", "org.manage_units"),
    ("unit_import", "org.manage_units"),
    ("unit_merge", "org.manage_units"),
    ("unit_move", "org.manage_units"),
    ("unit_rename", "org.manage_units"),
    ("upload_begin", "files.upload"),
    ("upload_cancel", "files.upload"),
    ("upload_continue", "files.upload"),
];

#[tokio::test]
async fn every_write_asks_for_a_line_of_the_table() {
    let document = serde_json::from_str(&server::document_json().await.unwrap()).unwrap();
    let writes: BTreeSet<String> = operations::all(&document)
        .into_iter()
        .filter(operations::Operation::writes)
        .map(|operation| operation.id)
        .collect();
    let listed: BTreeSet<String> =
        NAMED.iter().map(|(id, _)| *id).chain(NAMELESS.map(|(id, _)| id)).map(str::to_owned).collect();
    let unlisted: Vec<&String> = writes.difference(&listed).collect();
    assert!(unlisted.is_empty(), "which line of the rights table do they ask for? {unlisted:?}");
    let gone: Vec<&String> = listed.difference(&writes).collect();
    assert!(gone.is_empty(), "no longer there, take them off the list: {gone:?}");
    let policy = server::policy();
    let actions: BTreeSet<&str> = policy.actions().collect();
    for (id, action) in NAMED {
        assert!(actions.contains(action), "{id}: {action} is no line of the table");
    }
}
