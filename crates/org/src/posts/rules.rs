//! Where a post can be held, and which posts one person may hold side by side. Pure.

use kernel::{Failure, PersonId, UnitId};
use policy::Role;

use crate::model::{UnitKind, Validity};

/// What matters of a post for these rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub role: Role,
    pub unit: UnitId,
    pub validity: Validity,
}

/// Where somebody would hold a post.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seat {
    pub kind: UnitKind,
    /// The unit of the authority itself, which has none above it.
    pub is_authority: bool,
}

/// An office runs the campaign of the whole authority and an administrator its system: rights that reach everywhere are
/// given where everything is answered for, never at a warehouse.
pub(crate) fn may_sit(role: Role, seat: Seat) -> Result<(), Failure> {
    let (fits, wanted) = match role {
        Role::Office | Role::LeadingGroup | Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin => {
            (seat.is_authority, "最上级单位")
        }
        Role::CityOfficer | Role::CityReviewer => (
            matches!(seat.kind, UnitKind::City | UnitKind::SpecialZone | UnitKind::County),
            "市、示范区或新区、县级单位",
        ),
        Role::SafetyManager => (seat.kind == UnitKind::Enterprise, "企业"),
        Role::Expert => (!matches!(seat.kind, UnitKind::Line | UnitKind::Warehouse), "管理部门或企业"),
    };
    if fits {
        return Ok(());
    }
    let detail = format!("“{}”只能设在{wanted}，请另选单位或岗位", role.title());
    Err(Failure::refused("post-place", detail))
}

/// Nobody gives themselves a post: whoever gives rights would otherwise hold all of them.
pub(crate) fn not_oneself(giver: PersonId, receiver: PersonId) -> Result<(), Failure> {
    if giver == receiver {
        return Err(Failure::refused("own-post", "不能给自己授予岗位，请由另一位有权限的人员授予"));
    }
    Ok(())
}

/// The three administrators are three people, and none of them takes part in the campaign (GB/T 22239-2019, 8.1.4.2 d).
/// A stand-in borrows rights and is bound in the same way. Only the person of the set-up holds two of the three, because
/// somebody has to be the first; `anxing doctor` reminds of it.
fn is_separated(a: Role, b: Role) -> bool {
    a != b && (a.is_administrator() || b.is_administrator())
}

/// May the person hold `new` besides what they hold?
pub(crate) fn may_hold(held: &[Held], new: &Held) -> Result<(), Failure> {
    for old in held.iter().filter(|old| old.validity.overlaps(new.validity)) {
        if is_separated(old.role, new.role) {
            let (old, new) = (old.role.title(), new.role.title());
            let detail = format!("三员分离：同一人不能同时担任“{old}”和“{new}”，请授予他人或先结束原岗位");
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

    fn code(answer: Result<(), Failure>) -> &'static str {
        match answer {
            Ok(()) => "ok",
            Err(Failure::Refused { code, .. }) => code,
            Err(_) => "another failure",
        }
    }

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
        code(may_hold(&held, &parse(wanted)))
    }

    #[test]
    fn administrators_are_three_people_who_do_nothing_else() {
        for (held, wanted, answer) in [
            ("security_admin 2021-01-01..", "audit_admin 2021-06-01..", "separated-administrators"),
            ("audit_admin 2021-01-01..", "system_admin 2021-06-01..", "separated-administrators"),
            ("audit_admin 2021-01-01..2021-05-31", "system_admin 2021-06-01..", "ok"),
            ("audit_admin 2021-01-01..2021-06-01", "system_admin 2021-06-01..", "separated-administrators"),
            ("system_admin 2021-01-01..", "security_admin 2021-01-01..", "separated-administrators"),
            ("office 2021-01-01..", "audit_admin 2021-01-01..", "separated-administrators"),
            ("system_admin 2021-01-01..", "expert 2021-01-01..", "separated-administrators"),
            ("city_officer 2021-01-01..", "city_reviewer 2021-01-01..", "ok"),
            ("office 2021-01-01..", "office 2021-06-01..", "post-exists"),
            ("office 2021-01-01..2021-05-31", "office 2021-06-01..", "ok"),
        ] {
            assert_eq!(check(&[held], wanted), answer, "{held}, then {wanted}");
        }
        assert_eq!(check(&[], "audit_admin 2021-01-01.."), "ok");
    }

    #[test]
    fn a_post_is_held_where_its_rights_make_sense() {
        let rows: Vec<String> = UnitKind::ALL
            .into_iter()
            .map(|kind| {
                let seat = Seat { kind, is_authority: kind == UnitKind::Province };
                let fits = Role::ALL.into_iter().filter(|role| may_sit(*role, seat).is_ok());
                format!("{}: {}", kind.key(), fits.map(Role::key).collect::<Vec<_>>().join(" "))
            })
            .collect();
        let expected = [
            "province: office leading_group expert system_admin security_admin audit_admin",
            "city: city_officer city_reviewer expert",
            "special_zone: city_officer city_reviewer expert",
            "county: city_officer city_reviewer expert",
            "enterprise: safety_manager expert",
            "line: ",
            "warehouse: ",
        ];
        assert_eq!(rows, expected);
        let city = Seat { kind: UnitKind::City, is_authority: true };
        assert_eq!(
            code(may_sit(Role::Office, city)),
            "ok",
            "a city may be the authority that runs the campaign"
        );
        assert_eq!(code(may_sit(Role::CityOfficer, Seat { is_authority: false, ..city })), "ok");
    }
}
