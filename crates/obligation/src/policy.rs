//! Who may do what with obligations.
//!
//! The step of a review chain narrows the right further: the plan names the post and the tier that decide, and
//! `steps.rs` finds the unit. The rights table only says who may review anything at all.

use policy::{Reach, Role, Rule, allow};

policy::acts! {
    Read = "obligation.read", "查看应办事项";
    Submit = "obligation.submit", "填写和报送";
    Review = "obligation.review", "审核报送";
    Waive = "obligation.waive", "免除应办事项";
    ReceivePaper = "obligation.receive_paper", "登记纸质件";
    Urge = "obligation.urge", "催办";
}

pub const RULES: &[Rule] = &[
    allow::<Read>(Role::Office, Reach::OwnAndBelow),
    allow::<Read>(Role::LeadingGroup, Reach::OwnAndBelow),
    allow::<Read>(Role::CityOfficer, Reach::OwnAndBelow),
    allow::<Read>(Role::CityReviewer, Reach::OwnAndBelow),
    allow::<Read>(Role::SafetyManager, Reach::OwnAndBelow),
    allow::<Submit>(Role::CityOfficer, Reach::Own),
    allow::<Submit>(Role::SafetyManager, Reach::Own),
    allow::<Review>(Role::Office, Reach::Below),
    allow::<Review>(Role::CityReviewer, Reach::Below),
    allow::<Waive>(Role::Office, Reach::Below),
    allow::<Waive>(Role::CityReviewer, Reach::Below),
    allow::<ReceivePaper>(Role::Office, Reach::Below),
    allow::<Urge>(Role::Office, Reach::Below),
    allow::<Urge>(Role::CityReviewer, Reach::Below),
];
