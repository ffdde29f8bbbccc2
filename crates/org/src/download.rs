//! Tables that are downloaded: CSV for programs, XLSX for people.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use kernel::{Day, Failure, Instant};
use serde::Deserialize;
use sheet::{Cover, Headings, Layout, Value};
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OrgExportFormat)]
pub(crate) enum Format {
    Csv,
    #[default]
    Xlsx,
}

impl Format {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Writes the table outside the async threads.
pub(crate) async fn written(
    layout: Layout,
    format: Format,
    made_at: Instant,
    rows: Vec<Vec<Value>>,
) -> Result<Vec<u8>, Failure> {
    let work = move || -> Result<Vec<u8>, Failure> {
        let mut out = Vec::new();
        match format {
            Format::Csv => sheet::write_csv(&layout, Headings::Keys, rows, &mut out)?,
            Format::Xlsx => {
                let cover = Cover::new(layout.title(), made_at);
                sheet::write_xlsx(&layout, &cover, rows, &mut out)?;
            }
        }
        Ok(out)
    };
    tokio::task::spawn_blocking(work).await.map_err(Failure::internal)?
}

pub(crate) fn attachment(stem: &str, day: Day, format: Format, bytes: Vec<u8>) -> Response {
    let name = web::attachment(&format!("{stem}-{day}.{}", format.key()));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
