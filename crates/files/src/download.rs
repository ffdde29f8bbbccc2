//! Getting the content of one file, whole or in part.

use std::ops::Range;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Failure, FileId};
use policy::Act;
use serde_json::json;
use web::{Ask, Problem, Segment};

use crate::{
    FileMetaView,
    desk::Desk,
    policy::Read,
    range::{Asked, asked},
    store,
    upload::FileBytes,
};

/// The content of a file. Players may ask for a part of it (one `Range`); pictures, videos and PDF open in the browser,
/// everything else is saved. Every look is audited; further parts within ten minutes belong to the same look.
#[utoipa::path(
    get, path = "/api/files/{id}", tag = "files", operation_id = "file_download",
    params(("id" = String, Path, format = Uuid), ("Range" = Option<String>, Header)),
    responses(
        (status = 200, content(
            (FileBytes = "application/pdf"),
            (FileBytes = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (FileBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (FileBytes = "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            (FileBytes = "application/ofd"),
            (FileBytes = "application/msword"),
            (FileBytes = "application/vnd.ms-excel"),
            (FileBytes = "application/vnd.ms-powerpoint"),
            (FileBytes = "application/vnd.ms-works"),
            (FileBytes = "application/x-wps-et"),
            (FileBytes = "application/x-wps-dps"),
            (FileBytes = "text/plain"),
            (FileBytes = "text/csv"),
            (FileBytes = "image/jpeg"),
            (FileBytes = "image/png"),
            (FileBytes = "image/webp"),
            (FileBytes = "image/heic"),
            (FileBytes = "image/gif"),
            (FileBytes = "video/mp4"),
            (FileBytes = "video/quicktime"),
            (FileBytes = "video/webm"),
        )),
        (status = 206, content(
            (FileBytes = "application/pdf"),
            (FileBytes = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (FileBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (FileBytes = "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            (FileBytes = "application/ofd"),
            (FileBytes = "application/msword"),
            (FileBytes = "application/vnd.ms-excel"),
            (FileBytes = "application/vnd.ms-powerpoint"),
            (FileBytes = "application/vnd.ms-works"),
            (FileBytes = "application/x-wps-et"),
            (FileBytes = "application/x-wps-dps"),
            (FileBytes = "text/plain"),
            (FileBytes = "text/csv"),
            (FileBytes = "image/jpeg"),
            (FileBytes = "image/png"),
            (FileBytes = "image/webp"),
            (FileBytes = "image/heic"),
            (FileBytes = "image/gif"),
            (FileBytes = "video/mp4"),
            (FileBytes = "video/quicktime"),
            (FileBytes = "video/webm"),
        )),
        (status = 416, description = "the range lies outside the file; `Content-Range` says how long it is"),
    ),
)]
pub(crate) async fn file_download(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(id): Segment<FileId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let meta = readable(&ask, &desk, id).await?;
    let bytes = u64::try_from(meta.bytes).map_err(Failure::internal)?;
    let (status, range) = match wanted(&headers, &meta, bytes) {
        Asked::Whole => (StatusCode::OK, 0..bytes),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Asked::Outside => {
            let length = [(header::CONTENT_RANGE, format!("bytes */{bytes}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, length).into_response());
        }
    };
    let stream = desk.storage.read(&meta.digest()?, bytes, range.clone()).await?;
    write_down(&ask, &desk, &meta, range.start > 0).await?;
    let mut response = (status, Body::from_stream(stream)).into_response();
    describe(response.headers_mut(), &meta, &range, bytes, status)?;
    Ok(response)
}

/// # Errors
/// [`Failure::Hidden`] for whoever may not look at the file.
pub(crate) async fn readable(ask: &Ask, desk: &Desk, id: FileId) -> Result<FileMetaView, Failure> {
    let read = ask.read();
    let meta = store::find(&read, id).await?;
    let standing = desk.places.standing(&read, meta.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    Ok(meta)
}

/// `If-Range` says what the asker already has a part of; if it is not this content, they need all of it.
fn wanted(headers: &HeaderMap, meta: &FileMetaView, bytes: u64) -> Asked {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match text(header::IF_RANGE) {
        Some(tag) if tag != entity_tag(meta) => Asked::Whole,
        Some(_) | None => asked(text(header::RANGE), bytes),
    }
}

fn entity_tag(meta: &FileMetaView) -> String {
    format!("\"{}\"", meta.sha256)
}

/// Before the first byte is sent. What belongs to a look, such as a further part, needs no line of its own when one was
/// written within the last ten minutes.
pub(crate) async fn write_down(
    ask: &Ask,
    desk: &Desk,
    meta: &FileMetaView,
    belongs: bool,
) -> Result<(), Failure> {
    let looked = (ask.tenant(), ask.person(), meta.id);
    if belongs && desk.seen.lately(looked, ask.now()) {
        return Ok(());
    }
    let entry = ask
        .entry(Read::KEY)
        .at(meta.unit)
        .on("file", meta.id)
        .with(json!({ "name": meta.name, "sha256": meta.sha256 }));
    ask.db()
        .write(ask.tenant(), |w| async move {
            w.audit(entry);
            Ok(())
        })
        .await?;
    desk.seen.note(looked, ask.now());
    Ok(())
}

fn describe(
    headers: &mut HeaderMap,
    meta: &FileMetaView,
    range: &Range<u64>,
    bytes: u64,
    status: StatusCode,
) -> Result<(), Failure> {
    let value = |text: String| HeaderValue::from_str(&text).map_err(Failure::internal);
    fence(headers, &meta.media_type);
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_TYPE, value(meta.media_type.clone())?);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    headers.insert(header::ETAG, value(entity_tag(meta))?);
    headers.insert(header::CONTENT_DISPOSITION, value(disposition(&meta.name, &meta.media_type))?);
    if status == StatusCode::PARTIAL_CONTENT {
        let last = range.end.saturating_sub(1);
        headers.insert(header::CONTENT_RANGE, value(format!("bytes {}-{last}/{bytes}", range.start))?);
    }
    Ok(())
}

/// What keeps evidence from doing or leaving anything where it is shown.
pub(crate) fn fence(headers: &mut HeaderMap, media_type: &str) {
    let fixed = [
        // Said so that no layer compresses it on the way: that would take away the length and the ranges, and players
        // could no longer seek.
        (header::CONTENT_ENCODING, "identity"),
        // Evidence does not stay in the cache of a shared computer.
        (header::CACHE_CONTROL, "private, no-store"),
        (header::CONTENT_SECURITY_POLICY, content_policy(media_type)),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, text) in fixed {
        headers.insert(name, HeaderValue::from_static(text));
    }
}

const PDF: &str = "application/pdf";

/// Whatever is opened can do nothing: no script, no request, no form. Chrome refuses to open its own PDF viewer in a
/// sandbox, and that viewer runs apart from the page anyway.
fn content_policy(media_type: &str) -> &'static str {
    if media_type == PDF {
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
    } else {
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; \
         sandbox"
    }
}

fn disposition(name: &str, media_type: &str) -> String {
    let opens = media_type == PDF || media_type.starts_with("image/") || media_type.starts_with("video/");
    if opens { web::inline(name) } else { web::attachment(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A format that is taken is also described as an answer.
    #[test]
    fn every_format_is_among_the_documented_answers() {
        let described = <__path_file_download as utoipa::Path>::operation();
        let described = serde_json::to_value(described).unwrap();
        for format in crate::format::Format::ALL {
            let plain = format.media_type().split(';').next().unwrap();
            for status in ["200", "206"] {
                assert!(described["responses"][status]["content"][plain].is_object(), "{status} {plain}");
            }
        }
    }
}
