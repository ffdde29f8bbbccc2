//! Who may hand in and look at evidence.

use policy::{Reach, Role, Rule, allow};

policy::acts! {
    Upload = "files.upload", "上传附件";
    Read = "files.read", "查看附件";
}

pub const RULES: &[Rule] = &[
    allow::<Upload>(Role::Office, Reach::Own),
    allow::<Upload>(Role::CityOfficer, Reach::Own),
    allow::<Upload>(Role::CityReviewer, Reach::Own),
    allow::<Upload>(Role::SafetyManager, Reach::Own),
    allow::<Read>(Role::Office, Reach::OwnAndBelow),
    allow::<Read>(Role::LeadingGroup, Reach::OwnAndBelow),
    allow::<Read>(Role::CityOfficer, Reach::OwnAndBelow),
    allow::<Read>(Role::CityReviewer, Reach::OwnAndBelow),
    allow::<Read>(Role::SafetyManager, Reach::OwnAndBelow),
    allow::<Read>(Role::Expert, Reach::Own),
];
