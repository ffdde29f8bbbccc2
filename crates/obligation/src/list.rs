//! List obligations: everything that the asker may see, or what their own posts still have to do.

use axum::Json;
use db::Reader;
use kernel::{CampaignId, Day, Failure, Instant, UnitId};
use sea_orm::{ColumnTrait, Condition, sea_query::Expr};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Answer, Ask, Params};

use crate::{
    model::{Kind, State},
    page,
    policy::{Read, Submit, Urge},
    store::{self, obligation::Column},
    view::{self, ObligationPage},
};

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ObligationQuery {
    #[param(value_type = Option<String>)]
    pub campaign: Option<CampaignId>,
    /// This unit and everything under it
    #[param(value_type = Option<String>)]
    pub unit: Option<UnitId>,
    pub duty: Option<String>,
    pub kind: Option<Kind>,
    pub state: Option<State>,
    /// Only units where the asker hands in, and only what is still to be done unless `state` says otherwise
    #[serde(default)]
    pub mine: bool,
    /// Only units that the asker may urge, and only what presses (due soon, overdue or returned) unless `state` says
    /// otherwise; not together with `mine`
    #[serde(default)]
    pub pressing: bool,
    /// With a deadline on this day or later; while a return waits for its answer, with that of the return
    #[param(value_type = Option<String>, format = Date)]
    pub due_from: Option<Day>,
    /// With a deadline on this day or earlier
    #[param(value_type = Option<String>, format = Date)]
    pub due_to: Option<Day>,
    pub after: Option<String>,
    pub limit: Option<u64>,
}

/// Obligations by deadline
#[utoipa::path(get, path = "/api/obligations", operation_id = "obligation_list", tag = "obligation",
    params(ObligationQuery), responses((status = 200, body = ObligationPage)))]
pub(crate) async fn obligation_list(
    ask: Ask,
    Params(query): Params<ObligationQuery>,
) -> Answer<ObligationPage> {
    if query.mine && query.pressing {
        return Err(Failure::unacceptable(
            "pressing",
            "mine 和 pressing 只能选一个：一个是自己要办的，一个是可以催办的",
        )
        .into());
    }
    let read = ask.read();
    let limit = page::limit(query.limit)?;
    let which = which(&read, &query);
    let after = query.after.as_deref();
    let mut models = if query.mine {
        store::obligation::list(&read, (&ask.scope::<Submit>(), query.unit), which, after, limit).await?
    } else if query.pressing {
        store::obligation::list(&read, (&ask.scope::<Urge>(), query.unit), which, after, limit).await?
    } else {
        store::obligation::list(&read, (&ask.scope::<Read>(), query.unit), which, after, limit).await?
    };
    let next = page::cut(&mut models, limit, |last| page::cursor(last.due_at, last.id));
    let mut items = view::rows(&read, &models).await?;
    if query.mine {
        let drafts =
            store::draft::saved(&read, &ask.scope::<Submit>(), items.iter().map(|row| row.id)).await?;
        items.iter_mut().for_each(|row| row.draft_saved_at = drafts.get(&row.id).copied());
    }
    Ok(Json(ObligationPage { items, next }))
}

fn which(reader: &impl Reader, query: &ObligationQuery) -> Condition {
    let ObligationQuery {
        campaign,
        unit: _,
        duty,
        kind,
        state,
        mine,
        pressing,
        due_from,
        due_to,
        after: _,
        limit: _,
    } = query;
    let states: Vec<State> = match (state, pressing, mine) {
        (Some(state), ..) => vec![*state],
        (None, true, _) => State::PRESSING.to_vec(),
        (None, false, true) => State::TO_DO.to_vec(),
        (None, false, false) => Vec::new(),
    };
    let mut which = store::obligation::visible();
    if *mine || *pressing {
        which = Condition::all().add(Column::DroppedAt.is_null());
    }
    let mut which = Condition::all().add(which);
    if !states.is_empty() {
        let any = states.into_iter().map(|state| store::states::is(state, reader.now()));
        which = which.add(any.fold(Condition::any(), Condition::add));
    }
    if let Some(campaign) = campaign {
        which = which.add(Column::CampaignId.eq(*campaign));
    }
    if let Some(duty) = duty {
        which = which.add(Column::Duty.eq(duty.as_str()));
    }
    if let Some(kind) = kind {
        which = which.add(Column::Kind.eq(kind.word()));
    }
    which
        .add_option(due_from.map(|day| deadline(|column| column.gte(Instant::at(day, 0, 0)))))
        .add_option(due_to.map(|day| deadline(|column| column.lt(Instant::at(day.plus_days(1), 0, 0)))))
}

/// A condition on the deadline that holds: that of the return while it waits for its answer.
fn deadline(is: impl Fn(Column) -> Expr) -> Condition {
    let own = Condition::all().add(Column::ReturnedUntil.is_null()).add(is(Column::DueAt));
    Condition::any().add(own).add(is(Column::ReturnedUntil))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_address_are_read() {
        let query: Result<ObligationQuery, _> =
            serde_json::from_str(r#"{"state":"due_soon","kind":"quota"}"#);
        let query = query.unwrap();
        assert_eq!((query.state, query.kind, query.mine), (Some(State::DueSoon), Some(Kind::Quota), false));
        assert!(serde_json::from_str::<ObligationQuery>(r#"{"state":"late"}"#).is_err());
    }
}
