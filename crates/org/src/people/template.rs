//! The file in which people are brought in, with two rows that show how.

use axum::{extract::State, response::Response};
use kernel::Failure;
use policy::Act;
use web::{Ask, Problem};

use super::table;
use crate::{
    desk::Desk,
    download::{self, Format},
    policy::ManagePeople,
};

#[utoipa::path(get, path = "/api/people/import/template", operation_id = "person_import_template", tag = "org",
    responses((status = 200, content(
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))))]
pub(crate) async fn person_import_template(ask: Ask, State(_): State<Desk>) -> Result<Response, Problem> {
    if !ask.policy().anywhere::<ManagePeople>(ask.actor()) {
        return Err(Failure::Forbidden { action: ManagePeople::KEY }.into());
    }
    let (today, lines) = (ask.now().day(), table::samples(ask.now().day()));
    let bytes = download::written(table::layout()?, Format::Xlsx, ask.now(), lines).await?;
    Ok(download::attachment("人员和岗位导入模板", today, Format::Xlsx, bytes))
}
