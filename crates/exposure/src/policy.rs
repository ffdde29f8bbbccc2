//! Who may do what with exposed cases.

use ::policy::{Reach, Role, Rule, allow};

::policy::acts! {
    Read = "exposure.read", "查看曝光案例";
    Record = "exposure.record", "登记曝光案例";
    Confirm = "exposure.confirm", "核对曝光案例";
    Report = "exposure.report", "向省厅报送曝光案例";
    Overrule = "exposure.overrule", "退回已计入的曝光案例";
}

/// One person of a unit records and sends, a second one confirms; the levels above may send back what counts.
pub const RULES: &[Rule] = &[
    allow::<Read>(Role::Office, Reach::OwnAndBelow),
    allow::<Read>(Role::LeadingGroup, Reach::OwnAndBelow),
    allow::<Read>(Role::CityOfficer, Reach::OwnAndBelow),
    allow::<Read>(Role::CityReviewer, Reach::OwnAndBelow),
    allow::<Record>(Role::CityOfficer, Reach::Own),
    allow::<Confirm>(Role::CityReviewer, Reach::Own),
    allow::<Report>(Role::CityOfficer, Reach::Own),
    allow::<Report>(Role::CityReviewer, Reach::Own),
    allow::<Overrule>(Role::CityReviewer, Reach::Below),
    allow::<Overrule>(Role::Office, Reach::Below),
];
