//! Who may do what with activities.

use ::policy::{Reach, Role, Rule, allow};

::policy::acts! {
    Read = "activity.read", "查看活动台账";
    Record = "activity.record", "登记活动";
    Accept = "activity.accept", "审核活动";
    Overrule = "activity.overrule", "退回已计入的活动";
}

/// The level above accepts: a city's reviewer what its enterprises did, the office what a city did. The plan's review
/// chain says which of those who may accept does so for a given record. Nobody accepts what they sent themselves.
pub const RULES: &[Rule] = &[
    allow::<Read>(Role::Office, Reach::OwnAndBelow),
    allow::<Read>(Role::LeadingGroup, Reach::OwnAndBelow),
    allow::<Read>(Role::CityOfficer, Reach::OwnAndBelow),
    allow::<Read>(Role::CityReviewer, Reach::OwnAndBelow),
    allow::<Read>(Role::SafetyManager, Reach::OwnAndBelow),
    allow::<Record>(Role::CityOfficer, Reach::Own),
    allow::<Record>(Role::SafetyManager, Reach::OwnAndBelow),
    allow::<Accept>(Role::CityReviewer, Reach::Below),
    allow::<Accept>(Role::Office, Reach::Below),
    allow::<Overrule>(Role::CityReviewer, Reach::Below),
    allow::<Overrule>(Role::Office, Reach::Below),
];
