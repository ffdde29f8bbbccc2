//! The rights table for administrators: every action, and how far each role reaches.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use policy::{Reach, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Ask};

use crate::{desk::Desk, policy::ReadRights};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct RightsView {
    /// The columns.
    pub roles: Vec<RightsRole>,
    /// The lines, in the order of their keys.
    pub actions: Vec<RightsAction>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct RightsRole {
    pub key: String,
    pub title: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct RightsAction {
    pub key: String,
    pub title: String,
    /// Role to how far it reaches; a role that is not here may not.
    pub reach: BTreeMap<String, Vec<RightsReach>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RightsReach {
    Own,
    OwnAndBelow,
    Below,
    Everywhere,
}

impl From<Reach> for RightsReach {
    fn from(reach: Reach) -> Self {
        match reach {
            Reach::Own => Self::Own,
            Reach::OwnAndBelow => Self::OwnAndBelow,
            Reach::Below => Self::Below,
            Reach::Everywhere => Self::Everywhere,
        }
    }
}

#[utoipa::path(get, path = "/api/rights", operation_id = "rights_read", tag = "org",
    responses((status = 200, body = RightsView)))]
pub(crate) async fn rights_read(ask: Ask, State(_): State<Desk>) -> Answer<RightsView> {
    ask.authorize_everywhere::<ReadRights>()?;
    let role = |role: Role| RightsRole { key: role.key().to_owned(), title: role.title().to_owned() };
    let mut actions: BTreeMap<&str, RightsAction> = BTreeMap::new();
    for rule in ask.policy().rules() {
        let line = actions.entry(rule.action).or_insert_with(|| RightsAction {
            key: rule.action.to_owned(),
            title: rule.title.to_owned(),
            reach: BTreeMap::new(),
        });
        let reach = line.reach.entry(rule.role.key().to_owned()).or_default();
        reach.push(rule.reach.into());
        reach.sort_unstable();
        reach.dedup();
    }
    Ok(Json(RightsView { roles: Role::ALL.map(role).into(), actions: actions.into_values().collect() }))
}
