//! Which posts one person may hold side by side. Pure.

use kernel::{Failure, UnitId};
use policy::Role;

use crate::model::Validity;

/// What matters of a post for these rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub role: Role,
    pub unit: UnitId,
    pub validity: Validity,
}

/// Whoever gives rights or keeps the system must not be able to read or judge the trail of it, and the other way
/// round (GB/T 22239-2019, 8.1.4.2 d). A stand-in borrows rights and is bound in the same way.
fn is_separated(a: Role, b: Role) -> bool {
    let watches = |role| role == Role::AuditAdmin;
    let acts = |role| matches!(role, Role::SystemAdmin | Role::SecurityAdmin);
    (watches(a) && acts(b)) || (watches(b) && acts(a))
}

/// May the person hold `new` besides what they hold?
pub(crate) fn may_hold(held: &[Held], new: &Held) -> Result<(), Failure> {
    for old in held.iter().filter(|old| old.validity.overlaps(new.validity)) {
        if is_separated(old.role, new.role) {
            let (old, new) = (old.role.title(), new.role.title());
            let detail = format!("三员分离：同一人不能同时担任{old}和{new}，请授予他人或先结束原岗位");
            return Err(Failure::refused("separated-administrators", detail));
        }
        if old.role == new.role && old.unit == new.unit {
            return Err(Failure::refused("post-exists", "该人员在此期间已担任此岗位，无需重复授予"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::{Instant, SeededIds};

    use super::*;

    /// `role from..to` held and wanted; answers the code of the refusal.
    fn check(held: &[&str], wanted: &str) -> &'static str {
        let unit =
            UnitId::from_uuid(kernel::IdSource::next_uuid(&SeededIds::new(1), Instant::from_micros(0)));
        let parse = |text: &str| {
            let (role, span) = text.split_once(' ').unwrap();
            let (from, to) = span.split_once("..").unwrap();
            let to = (!to.is_empty()).then(|| to.parse().unwrap());
            Held { role: role.parse().unwrap(), unit, validity: Validity { from: from.parse().unwrap(), to } }
        };
        let held: Vec<Held> = held.iter().map(|text| parse(text)).collect();
        match may_hold(&held, &parse(wanted)) {
            Ok(()) => "ok",
            Err(Failure::Refused { code, .. }) => code,
            Err(_) => "another failure",
        }
    }

    #[test]
    fn the_audit_is_kept_apart() {
        for (held, wanted, answer) in [
            ("security_admin 2021-01-01..", "audit_admin 2021-06-01..", "separated-administrators"),
            ("audit_admin 2021-01-01..", "system_admin 2021-06-01..", "separated-administrators"),
            ("audit_admin 2021-01-01..2021-05-31", "system_admin 2021-06-01..", "ok"),
            ("audit_admin 2021-01-01..2021-06-01", "system_admin 2021-06-01..", "separated-administrators"),
            ("system_admin 2021-01-01..", "security_admin 2021-01-01..", "ok"),
            ("office 2021-01-01..", "audit_admin 2021-01-01..", "ok"),
            ("office 2021-01-01..", "office 2021-06-01..", "post-exists"),
            ("office 2021-01-01..2021-05-31", "office 2021-06-01..", "ok"),
        ] {
            assert_eq!(check(&[held], wanted), answer, "{held}, then {wanted}");
        }
        assert_eq!(check(&[], "audit_admin 2021-01-01.."), "ok");
    }
}
