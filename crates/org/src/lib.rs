//! The organisation: units in a tree, people, the posts they hold, and how they prove who they are.
//!
//! Nouns: *unit* (a node of the tree with a key of its own, a kind, a validity and a history of names), *person*
//! (a name and a login), *post* (a role of a person at a unit, with dates; a stand-in's post names the post it
//! borrows), *session*, *second factor* (codes of a telephone, and recovery codes on paper), *token* (a person's key for
//! programs), *set-up link* (the one way into an empty installation).
//!
//! Invariants
//! * Every unit but the root has a parent; the closure table holds exactly the pairs that the parents give.
//! * A unit's key never changes and is never used twice; names are history, nothing is renamed backwards.
//! * Nobody holds a post as audit administrator and one as system or security administrator.
//! * A secret (password, session, token, recovery code, set-up link) is stored only as its digest, and never logged. The
//!   secret of a second factor has to be known again; it is sealed with a key that is not in the database, leaves the
//!   server once, and stands in no trail and no export.
//! * There is no default account and no default password.
//!
//! Deliberately absent: what a role may do elsewhere (each capability says so itself), identity numbers, addresses and
//! anything else about a person that the campaign does not need.

pub mod accounts;
mod closure;
mod desk;
mod download;
pub mod find;
mod import;
mod kept;
mod login;
pub mod model;
mod page;
pub mod people;
mod policy;
mod posts;
pub mod reach;
pub mod review;
mod rights;
mod rows;
mod schema;
mod second;
pub mod setup;
pub mod tenant;
mod trail;
pub mod tree;
mod units;
mod warrant;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use config::Settings;
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{Slice, Web};

use crate::{desk::Desk, login::Gate};
pub use crate::{
    login::authenticate::OrgAuthenticate,
    policy::{
        ManageAdministrators, ManagePeople, ManageUnits, RULES, ReadAudit, ReadPeople, ReadRights, ReadUnits,
    },
    posts::doubled::doubled_administrators,
    schema::migrations,
    second::{
        key_file,
        seal::Seal,
        settle::{Census, census, settle},
    },
    tenant::{tenants, tenants_in},
};

/// The routes of the organisation, of logging in and of the audit viewer.
pub fn slice(web: Web, settings: &Settings, seal: Arc<Seal>) -> Slice {
    let desk = Desk { web, gate: Arc::new(Gate::new(settings, seal)) };
    let routes = OpenApiRouter::new()
        .merge(login_routes())
        .merge(unit_routes())
        .merge(import_routes())
        .merge(people_routes())
        .routes(routes!(trail::audit_list))
        .routes(routes!(rights::rights_read))
        .with_state(desk);
    Slice { name: "org", routes, rules: RULES.to_vec() }
}

fn login_routes() -> OpenApiRouter<Desk> {
    OpenApiRouter::new()
        .routes(routes!(login::session::session_open, login::session::session_close))
        .routes(routes!(login::session_list::session_list, login::session_list::session_end_others))
        .routes(routes!(login::session_list::session_end))
        .merge(second_factor_routes())
        .routes(routes!(login::me::me_read))
        .routes(routes!(login::password_change::password_change))
        .routes(routes!(login::token::token_list, login::token::token_create))
        .routes(routes!(login::token::token_revoke))
        .routes(routes!(
            login::calendar::calendar_show,
            login::calendar::calendar_create,
            login::calendar::calendar_revoke
        ))
        .routes(routes!(setup::set_up_needed, setup::set_up))
}

fn second_factor_routes() -> OpenApiRouter<Desk> {
    OpenApiRouter::new()
        .routes(routes!(second::prove::session_prove))
        .routes(routes!(second::read::second_factor_read, second::enrol::second_factor_begin))
        .routes(routes!(second::enrol::second_factor_confirm))
        .routes(routes!(second::remove::second_factor_remove))
}

fn unit_routes() -> OpenApiRouter<Desk> {
    OpenApiRouter::new()
        .routes(routes!(units::list::unit_list, units::create::unit_create))
        .routes(routes!(units::read::unit_tree))
        .routes(routes!(units::export::unit_export))
        .routes(routes!(units::template::unit_import_template))
        .routes(routes!(units::read::unit_read, units::edit::unit_edit))
        .routes(routes!(units::rename::unit_rename))
        .routes(routes!(units::close::unit_close))
        .routes(routes!(units::merge::unit_merge))
        .routes(routes!(units::relocate::unit_move))
}

fn import_routes() -> OpenApiRouter<Desk> {
    OpenApiRouter::new()
        .routes(routes!(units::import::unit_import))
        .routes(routes!(people::import::person_import))
        .layer(DefaultBodyLimit::max(import::BYTES_MAX))
}

fn people_routes() -> OpenApiRouter<Desk> {
    OpenApiRouter::new()
        .routes(routes!(people::list::person_list, people::create::person_create))
        .routes(routes!(people::export::person_export))
        .routes(routes!(people::template::person_import_template))
        .routes(routes!(people::edit::person_read, people::edit::person_edit))
        .routes(routes!(people::access::person_disable))
        .routes(routes!(people::access::person_enable))
        .routes(routes!(people::access::person_reset_password))
        .routes(routes!(second::remove::person_reset_second_factor))
        .routes(routes!(posts::list::post_list, posts::create::post_create))
        .routes(routes!(posts::stand_in::post_stand_in))
        .routes(routes!(posts::end::post_end))
        .routes(routes!(posts::transfer::post_transfer))
}
