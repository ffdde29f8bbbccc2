//! What the headers of tus say. Pure.

use std::time::{Duration, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{Failure, Instant, UnitId};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::refusal::Refusal;
use crate::{FileKind, storage::Digest};

pub(super) const VERSION: &str = "1.0.0";
pub(super) const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(super) const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
const BYTES: &str = "application/offset+octet-stream";

/// Room for a name of 200 characters in base64, and for what programs like to add.
const METADATA_CHARS_MAX: usize = 4096;

/// What a client says about the file before it sends it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Metadata {
    /// As it came: whoever asks for the offset gets it back.
    pub raw: String,
    pub name: String,
    pub unit: UnitId,
    pub kind: FileKind,
    /// Of the whole file, if the client knows it.
    pub sha256: Option<Digest>,
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// A client that names another version is told ours; one that names none is taken at its word.
pub(super) fn version(headers: &HeaderMap) -> Result<(), Refusal> {
    match headers.get(RESUMABLE) {
        Some(version) if version != VERSION => {
            let detail = "本系统使用 tus 协议 1.0.0，请升级或更换上传程序";
            Err(Refusal::version(Failure::unacceptable("tus-version", detail)))
        }
        Some(_) | None => Ok(()),
    }
}

pub(super) fn carries_bytes(headers: &HeaderMap) -> bool {
    text(headers, header::CONTENT_TYPE) == Some(BYTES)
}

pub(super) fn bytes_only(headers: &HeaderMap) -> Result<(), Refusal> {
    if carries_bytes(headers) {
        return Ok(());
    }
    let detail = format!("续传内容的类型应为 {BYTES}");
    Err(Refusal::content_type(Failure::unacceptable("content-type", detail)))
}

/// `Upload-Length` or `Upload-Offset`.
pub(super) fn number(headers: &HeaderMap, name: HeaderName) -> Result<u64, Failure> {
    let digits = text(headers, name.clone())
        .filter(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    let number = digits.and_then(|digits| digits.parse::<u64>().ok()).filter(|n| i64::try_from(*n).is_ok());
    number.ok_or_else(|| {
        Failure::unacceptable("upload-header", format!("请求头 {name} 应为字节数，例如 {name}: 1048576"))
    })
}

pub(super) fn announced(headers: &HeaderMap) -> Option<u64> {
    text(headers, header::CONTENT_LENGTH)?.parse().ok()
}

/// Pairs of a key and a base64, with commas between them. Keys that nobody here knows are kept and not read.
pub(super) fn metadata(headers: &HeaderMap) -> Result<Metadata, Failure> {
    let raw = text(headers, METADATA).unwrap_or_default();
    if raw.len() > METADATA_CHARS_MAX {
        return Err(unreadable("内容过长"));
    }
    let (mut name, mut unit, mut kind, mut sha256) = (None, None, None, None);
    for pair in raw.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let slot = match key {
            "filename" => &mut name,
            "unit" => &mut unit,
            "kind" => &mut kind,
            "sha256" => &mut sha256,
            _ => continue,
        };
        let bytes = STANDARD.decode(value.trim()).map_err(|_| unreadable("取值应为 base64"))?;
        let value = String::from_utf8(bytes).map_err(|_| unreadable("取值应为 UTF-8 文字"))?;
        if slot.replace(value).is_some() {
            return Err(unreadable("同一项出现了两次"));
        }
    }
    let unit = unit.and_then(|unit| unit.parse().ok()).ok_or_else(|| unreadable("缺少单位 unit"))?;
    let kind = kind.and_then(|kind| kind.parse().ok()).ok_or_else(|| unreadable("缺少附件类别 kind"))?;
    let name = name.ok_or_else(|| unreadable("缺少文件名 filename"))?;
    let sha256 = match sha256 {
        Some(text) => Some(Digest::read(&text).ok_or_else(|| unreadable("sha256 应为 64 位小写十六进制"))?),
        None => None,
    };
    Ok(Metadata { raw: raw.to_owned(), name, unit, kind, sha256 })
}

fn unreadable(why: &str) -> Failure {
    let detail =
        format!("请求头 Upload-Metadata 有误：{why}；应依次给出 filename、unit、kind，取值用 base64");
    Failure::unacceptable("upload-metadata", detail)
}

enum Sum {
    Sha1(Sha1),
    Sha256(Sha256),
}

/// What the client says about the bytes of one request.
pub(super) struct Checksum {
    sum: Sum,
    promised: Vec<u8>,
}

impl Checksum {
    pub(super) fn of(headers: &HeaderMap) -> Result<Option<Self>, Failure> {
        let Some(value) = headers.get(CHECKSUM) else { return Ok(None) };
        let unknown = || {
            let detail = "请求头 Upload-Checksum 应为 sha256 或 sha1 加一个空格和 base64 摘要";
            Failure::unacceptable("upload-checksum", detail)
        };
        let (algorithm, sum) =
            value.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(unknown)?;
        let promised = STANDARD.decode(sum.trim()).map_err(|_| unknown())?;
        let sum = match algorithm {
            "sha1" => Sum::Sha1(Sha1::new()),
            "sha256" => Sum::Sha256(Sha256::new()),
            _ => return Err(unknown()),
        };
        Ok(Some(Self { sum, promised }))
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match &mut self.sum {
            Sum::Sha1(sum) => sum.update(bytes),
            Sum::Sha256(sum) => sum.update(bytes),
        }
    }

    pub(super) fn agrees(self) -> bool {
        match self.sum {
            Sum::Sha1(sum) => sum.finalize().as_slice() == self.promised,
            Sum::Sha256(sum) => sum.finalize().as_slice() == self.promised,
        }
    }
}

/// A date as HTTP writes it.
pub(super) fn date(at: Instant) -> String {
    let since = Duration::from_micros(u64::try_from(at.micros()).unwrap_or(0));
    httpdate::fmt_http_date(UNIX_EPOCH + since)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(HeaderName::from_static(name), value.parse().unwrap())])
    }

    const UNIT: &str = "00000000-0000-7000-8000-000000000002";

    fn pairs(pairs: &[(&str, &str)]) -> String {
        let pair = |(key, value): &(&str, &str)| format!("{key} {}", STANDARD.encode(value));
        pairs.iter().map(pair).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn metadata_is_read_as_far_as_it_is_ours() {
        let known = [("filename", "活动 1.mp4"), ("unit", UNIT), ("kind", "video")];
        let raw = pairs(&known) + ",filetype dmlkZW8vbXA0, is_secret";
        let read = metadata(&with("upload-metadata", &raw)).unwrap();
        let (name, kind) = ("活动 1.mp4".to_owned(), FileKind::Video);
        assert_eq!(read, Metadata { raw, name, unit: UNIT.parse().unwrap(), kind, sha256: None });
        let digest = "ab".repeat(32);
        let raw = pairs(&[known[0], known[1], known[2], ("sha256", &digest)]);
        assert_eq!(metadata(&with("upload-metadata", &raw)).unwrap().sha256, Digest::read(&digest));
        for wrong in [
            String::new(),
            pairs(&known[..2]),
            pairs(&[known[0], known[1], ("kind", "paper")]),
            pairs(&[known[0], ("unit", "shenyang"), known[2]]),
            pairs(&[known[0], known[1], known[2], known[0]]),
            pairs(&[known[0], known[1], known[2], ("sha256", "AB")]),
            "filename !!!".to_owned(),
            "filename /w==".to_owned(),
            pairs(&[("filename", &"x".repeat(9000)), known[1], known[2]]),
        ] {
            let failure = metadata(&with("upload-metadata", &wrong)).unwrap_err();
            assert!(matches!(failure, Failure::Unacceptable { code: "upload-metadata", .. }), "{wrong}");
        }
    }

    #[test]
    fn numbers_are_plain_and_dates_are_those_of_http() {
        assert_eq!(number(&with("upload-offset", "0"), OFFSET).unwrap(), 0);
        for wrong in ["", "-1", "+1", " 1x", "0x10", "1.0", "9223372036854775808", "99999999999999999999999"]
        {
            assert!(number(&with("upload-offset", wrong), OFFSET).is_err(), "{wrong}");
        }
        let at: Instant = "2021-06-16T10:00:00+08:00".parse().unwrap();
        assert_eq!(date(at), "Wed, 16 Jun 2021 02:00:00 GMT");
    }

    #[test]
    fn checksums_are_of_two_kinds() {
        let abc = [
            ("sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", true),
            ("sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", true),
            ("sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa1=", false),
            ("sha1 ", false),
        ];
        for (header, agrees) in abc {
            let Ok(sum) = Checksum::of(&with("upload-checksum", header)) else {
                assert!(!agrees, "{header}");
                continue;
            };
            let mut sum = sum.unwrap();
            sum.update(b"a");
            sum.update(b"bc");
            assert_eq!(sum.agrees(), agrees, "{header}");
        }
        for wrong in ["md5 AAAA", "sha256", "sha256 ???"] {
            assert!(Checksum::of(&with("upload-checksum", wrong)).is_err(), "{wrong}");
        }
        assert!(Checksum::of(&HeaderMap::new()).unwrap().is_none());
    }
}
