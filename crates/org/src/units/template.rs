//! The file in which units are brought in, with two rows that show how.

use axum::{extract::State, response::Response};
use web::{Ask, Problem};

use super::table;
use crate::{
    desk::Desk,
    download::{self, Format},
    policy::ManageUnits,
    tree,
};

#[utoipa::path(get, path = "/api/units/import/template", operation_id = "unit_import_template", tag = "org",
    responses((status = 200, content(
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))))]
pub(crate) async fn unit_import_template(ask: Ask, State(_): State<Desk>) -> Result<Response, Problem> {
    ask.authorize_everywhere::<ManageUnits>()?;
    let authority = tree::root(&ask.read()).await?;
    let (today, lines) = (ask.now().day(), table::samples(&authority.key, ask.now().day()));
    let bytes = download::written(table::layout()?, Format::Xlsx, ask.now(), lines).await?;
    Ok(download::attachment("组织机构导入模板", today, Format::Xlsx, bytes))
}
