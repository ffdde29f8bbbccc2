//! Reviewers that cannot exist.

use std::collections::BTreeSet;

use plan::{
    Document, Problem,
    document::{PostRole, ReviewStep, UnitKind},
};

pub(crate) fn check(document: &Document, problems: &mut Vec<Problem>) {
    for chain in &document.review_chains {
        if chain.steps.is_empty() {
            problems.push(Problem::error(
                chain.key.place(),
                "reviewer-missing",
                format!("审核链“{}”没有任何步骤，报送将无人审核", chain.title),
                "请在 steps 中至少写一步，例如 { key: office, title: 办公室审核, post: office, tier: province }",
            ));
        }
        for step in &chain.steps {
            check_step(document, step, problems);
        }
    }
    let mut seen: BTreeSet<UnitKind> = BTreeSet::new();
    for kind in document.tiers.iter().flat_map(|tier| &tier.kinds) {
        if !seen.insert(kind.value) {
            problems.push(Problem::error(
                kind.place(),
                "kind-in-two-tiers",
                format!("单位类型“{}”属于两个层级，审核人无法确定", kind.value.title()),
                "请只保留在一个层级中",
            ));
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
