//! Reviewers that cannot exist.

use plan::{
    Document, Problem,
    document::{PostRole, ReviewStep, UnitKind},
};

pub(crate) fn check(document: &Document, problems: &mut Vec<Problem>) {
    for chain in &document.review_chains {
        for step in &chain.steps {
            check_step(document, step, problems);
        }
    }
}

/// A post is held at units of certain kinds only; a step that asks for it elsewhere never finds anybody.
fn check_step(document: &Document, step: &ReviewStep, problems: &mut Vec<Problem>) {
    let wanted: &[UnitKind] = match step.post.value {
        PostRole::Office | PostRole::LeadingGroup => &[UnitKind::Province],
        PostRole::CityOfficer | PostRole::CityReviewer => {
            &[UnitKind::City, UnitKind::SpecialZone, UnitKind::County]
        }
        PostRole::SafetyManager => &[UnitKind::Enterprise],
        PostRole::Expert => return,
        PostRole::SystemAdmin | PostRole::SecurityAdmin | PostRole::AuditAdmin => {
            problems.push(Problem::error(
                step.post.place(),
                "reviewer-missing",
                format!("步骤“{}”由管理员审核，但管理员岗位不参与业务审核", step.title),
                "请改成 office、city_reviewer 或 safety_manager",
            ));
            return;
        }
    };
    let tier = document.tiers.iter().find(|tier| tier.key.as_str() == step.tier.as_str());
    if tier.is_some_and(|tier| !tier.kinds.iter().any(|kind| wanted.contains(&kind.value))) {
        problems.push(Problem::error(
            step.tier.place(),
            "reviewer-missing",
            format!("步骤“{}”在层级“{}”中找不到该岗位的人，报送将无人审核", step.title, step.tier),
            "请核对 post 与 tier：office 在省，city_reviewer 在市县，safety_manager 在企业",
        ));
    }
}
