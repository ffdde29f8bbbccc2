//! Who may do what with plans and campaigns.

use policy::{Reach, Role, Rule, allow};

policy::acts! {
    Read = "campaign.read", "查看活动方案";
    Keep = "campaign.keep", "校验并保存方案文件";
    Adopt = "campaign.adopt", "采用方案";
}

pub const RULES: &[Rule] = &[
    allow::<Read>(Role::Office, Reach::Everywhere),
    allow::<Read>(Role::LeadingGroup, Reach::Everywhere),
    allow::<Read>(Role::CityOfficer, Reach::Everywhere),
    allow::<Read>(Role::CityReviewer, Reach::Everywhere),
    allow::<Read>(Role::SafetyManager, Reach::Everywhere),
    allow::<Read>(Role::Expert, Reach::Everywhere),
    allow::<Read>(Role::SystemAdmin, Reach::Everywhere),
    allow::<Keep>(Role::Office, Reach::Everywhere),
    allow::<Adopt>(Role::Office, Reach::Everywhere),
];
