//! Who may do what with figures.

use policy::{Reach, Role, Rule, allow};

policy::acts! {
    Read = "statistics.read", "查看统计表";
    Confirm = "statistics.confirm", "确认本单位统计表";
    Freeze = "statistics.freeze", "定稿统计表";
    Recount = "statistics.recount", "核对统计数字";
}

pub const RULES: &[Rule] = &[
    allow::<Read>(Role::Office, Reach::OwnAndBelow),
    allow::<Read>(Role::LeadingGroup, Reach::OwnAndBelow),
    allow::<Read>(Role::CityOfficer, Reach::OwnAndBelow),
    allow::<Read>(Role::CityReviewer, Reach::OwnAndBelow),
    allow::<Read>(Role::SafetyManager, Reach::OwnAndBelow),
    allow::<Confirm>(Role::Office, Reach::Own),
    allow::<Confirm>(Role::CityOfficer, Reach::Own),
    allow::<Confirm>(Role::SafetyManager, Reach::Own),
    allow::<Freeze>(Role::Office, Reach::Own),
    allow::<Freeze>(Role::CityOfficer, Reach::Own),
    allow::<Recount>(Role::Office, Reach::Everywhere),
];
