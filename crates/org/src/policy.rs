//! Who may do what with units, people, posts and the audit trail.

use policy::{Reach, Role, Rule, allow};

policy::acts! {
    ReadUnits = "org.read_units", "查看组织机构";
    ManageUnits = "org.manage_units", "维护组织机构";
    ReadPeople = "org.read_people", "查看人员和岗位";
    ManagePeople = "org.manage_people", "维护人员和岗位";
    ManageAdministrators = "org.manage_administrators", "授予或收回管理员岗位";
    ReadRights = "org.read_rights", "查看权限表";
    ReadAudit = "audit.read", "查看审计记录";
}

/// The three administrators are kept apart: the system administrator keeps the units, the security administrator gives
/// the posts, the audit administrator reads the trail. An office keeps the people of its own tree.
pub const RULES: &[Rule] = &[
    allow::<ReadUnits>(Role::Office, Reach::OwnAndBelow),
    allow::<ReadUnits>(Role::LeadingGroup, Reach::OwnAndBelow),
    allow::<ReadUnits>(Role::CityOfficer, Reach::OwnAndBelow),
    allow::<ReadUnits>(Role::CityReviewer, Reach::OwnAndBelow),
    allow::<ReadUnits>(Role::SafetyManager, Reach::OwnAndBelow),
    allow::<ReadUnits>(Role::Expert, Reach::OwnAndBelow),
    allow::<ReadUnits>(Role::SystemAdmin, Reach::Everywhere),
    allow::<ReadUnits>(Role::SecurityAdmin, Reach::Everywhere),
    allow::<ReadUnits>(Role::AuditAdmin, Reach::Everywhere),
    allow::<ManageUnits>(Role::SystemAdmin, Reach::Everywhere),
    allow::<ReadPeople>(Role::Office, Reach::OwnAndBelow),
    allow::<ReadPeople>(Role::LeadingGroup, Reach::OwnAndBelow),
    allow::<ReadPeople>(Role::CityReviewer, Reach::OwnAndBelow),
    allow::<ReadPeople>(Role::SecurityAdmin, Reach::Everywhere),
    allow::<ReadPeople>(Role::AuditAdmin, Reach::Everywhere),
    allow::<ManagePeople>(Role::SecurityAdmin, Reach::Everywhere),
    allow::<ManagePeople>(Role::Office, Reach::OwnAndBelow),
    allow::<ManageAdministrators>(Role::SecurityAdmin, Reach::Everywhere),
    allow::<ReadRights>(Role::SystemAdmin, Reach::Everywhere),
    allow::<ReadRights>(Role::SecurityAdmin, Reach::Everywhere),
    allow::<ReadRights>(Role::AuditAdmin, Reach::Everywhere),
    allow::<ReadAudit>(Role::AuditAdmin, Reach::Everywhere),
];
