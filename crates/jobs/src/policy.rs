//! Who may look at jobs and make one run sooner.

use ::policy::{Reach, Role, Rule, allow};

::policy::acts! {
    Read = "jobs.read", "查看后台任务";
    RunSooner = "jobs.run", "立即运行后台任务";
}

pub const RULES: &[Rule] = &[
    allow::<Read>(Role::SystemAdmin, Reach::Everywhere),
    allow::<Read>(Role::AuditAdmin, Reach::Everywhere),
    allow::<RunSooner>(Role::SystemAdmin, Reach::Everywhere),
];
