//! What comes in: JSON bodies, query parameters and path segments, each refused with a problem that says where.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{header, request::Parts},
};
use http_body_util::{BodyExt, Limited};
use kernel::{Failure, FieldProblem};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{Problem, ask::BodyDigest};

/// The largest JSON body. Files go another way and are never held in memory.
pub const BODY_BYTES_MAX: usize = 2 * 1024 * 1024;

/// A JSON body of type `T`.
pub struct Body<T>(pub T);

impl<S, T> FromRequest<S> for Body<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let json = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.trim_start().starts_with("application/json"));
        if !json {
            return Err(Failure::unacceptable("content-type", "请求内容应为 application/json").into());
        }
        let bytes = Limited::new(body, BODY_BYTES_MAX).collect().await.map_err(|_| {
            let mib = BODY_BYTES_MAX / 1024 / 1024;
            Failure::unacceptable(
                "body-too-large",
                format!("请求内容超过 {mib} MiB，或传输中断；请精简后重试"),
            )
        })?;
        let bytes: Bytes = bytes.to_bytes();
        remember(parts.extensions.get(), &bytes);
        without_nul(&bytes)?;
        parse(&bytes).map(Self).map_err(Problem)
    }
}

/// A request that is repeated under its key has to be the same one, down to the last byte.
fn remember(digest: Option<&BodyDigest>, bytes: &[u8]) {
    if let Some(BodyDigest(cell)) = digest {
        // The first reader of the body sets it; there is no second one.
        let _ = cell.set(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect());
    }
}

/// A body that is a file, up to the limit of its route. Larger files are streamed and never held in memory.
pub struct Raw(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let digest = request.extensions().get::<BodyDigest>().cloned();
        let bytes = Bytes::from_request(request, state).await.map_err(|_| {
            Failure::unacceptable("body-too-large", "文件超过允许的大小，或传输中断；请拆分或精简后重试")
        })?;
        remember(digest.as_ref(), &bytes);
        Ok(Self(bytes))
    }
}

/// PostgreSQL keeps no NUL in a text, and no person types one; so every text that has one is named here, once for all.
fn without_nul(bytes: &[u8]) -> Result<(), Failure> {
    const ESCAPED: &[u8] = b"\\u0000";
    if !bytes.windows(ESCAPED.len()).any(|window| window == ESCAPED) {
        return Ok(());
    }
    // What is no JSON at all is told better by the parser of the request itself.
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return Ok(()) };
    let mut problems = Vec::new();
    name_nul(&value, String::new(), &mut problems);
    Failure::unless_empty(problems)
}

fn name_nul(value: &Value, at: String, problems: &mut Vec<FieldProblem>) {
    let has_nul = match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                name_nul(item, format!("{at}/{index}"), problems);
            }
            false
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                let step = key.replace('~', "~0").replace('/', "~1");
                name_nul(value, format!("{at}/{step}"), problems);
            }
            fields.keys().any(|key| key.contains('\0'))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    };
    if has_nul {
        let what = "含有不可见的控制字符（NUL），请删除后重试";
        problems.push(FieldProblem::new(at, "control-character", what));
    }
}

/// True for an address with a NUL in it; in an address it is only ever written like this.
fn nul_in(part: &str) -> bool {
    part.contains("%00")
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        let cause = error.into_inner();
        // The parser knows no other way to tell this apart; a test holds its words.
        if cause.to_string().starts_with("recursion limit exceeded") {
            Failure::unacceptable("json-depth", "JSON 的嵌套超过 127 层，请减少嵌套后重试")
        } else if cause.is_syntax() || cause.is_eof() {
            Failure::unacceptable(
                "json",
                format!("不是有效的 JSON：第 {} 行第 {} 列", cause.line(), cause.column()),
            )
        } else {
            Failure::invalid(pointer, "type", plainly(strip_position(&cause.to_string())))
        }
    })?;
    reader.end().map_err(|_| Failure::unacceptable("json", "JSON 之后还有多余内容"))?;
    Ok(value)
}

fn strip_position(text: &str) -> &str {
    text.split(" at line ").next().unwrap_or(text)
}

/// The parser's own words in the reader's language; what has no translation is shown as it is.
fn plainly(said: &str) -> String {
    let named = |rest: &str| rest.split('`').next().unwrap_or_default().to_owned();
    let expected = |text: &str| {
        let (_, listed) = text.split_once(", expected ")?;
        let listed = listed.trim_start_matches("one of ").replace('`', "");
        Some(listed.replace(" or ", "、").replace(", ", "、"))
    };
    if let Some(rest) = said.strip_prefix("unknown field `") {
        let known = expected(rest).map_or(String::new(), |known| format!("，可用的有：{known}"));
        return format!("没有名为 {} 的字段{known}", named(rest));
    }
    if let Some(rest) = said.strip_prefix("missing field `") {
        return format!("缺少字段 {}", named(rest));
    }
    if let Some(rest) = said.strip_prefix("duplicate field `") {
        return format!("字段 {} 写了两次，请只保留一个", named(rest));
    }
    if said.starts_with("invalid length ") {
        return "内容的项数不对，请对照接口说明补全".to_owned();
    }
    if said.contains("invalid digit found in string") || said.contains("cannot parse integer") {
        return "应为整数".to_owned();
    }
    if said.contains("number too large") || said.contains("number too small") {
        return "数字超出范围".to_owned();
    }
    if said.contains("UUID") {
        return "应为完整的编号（UUID）".to_owned();
    }
    if said.contains("not `true` or `false`") {
        return "应为 true 或 false".to_owned();
    }
    if let Some(rest) = said.strip_prefix("unknown variant `") {
        let known = expected(rest).map_or(String::new(), |known| format!("，可选的有：{known}"));
        return format!("不认识 {}{known}", named(rest));
    }
    match said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: ")) {
        Some(rest) => match rest.split_once(", expected ") {
            Some((_, wanted)) => format!("内容的类型不对：应为{}", type_word(wanted)),
            None => format!("内容的类型不对：{rest}"),
        },
        None => format!("内容不符合要求：{said}"),
    }
}

fn type_word(wanted: &str) -> String {
    let word = match wanted {
        "a string" | "a borrowed string" => "文字",
        "a boolean" => "是（true）或否（false）",
        "i64" | "i32" | "u64" | "u32" | "u16" | "u8" | "usize" => "整数",
        "a sequence" => "列表",
        "a map" => "对象",
        other if other.starts_with("struct ") => "对象",
        other => return format!(" {other}"),
    };
    word.to_owned()
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment as S;
    let mut out = String::new();
    for segment in path {
        match segment {
            S::Seq { index } => out.push_str(&format!("/{index}")),
            S::Map { key } => out.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            S::Enum { variant } => out.push_str(&format!("/{variant}")),
            S::Unknown => {}
        }
    }
    out
}

/// Query parameters of type `T`.
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        if parts.uri.query().is_some_and(nul_in) {
            return Err(Failure::unacceptable("query", "网址参数含有不可见的控制字符（NUL）").into());
        }
        let query = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        query.map(|query| Self(query.0)).map_err(|rejection| {
            Problem(Failure::unacceptable(
                "query",
                format!("网址参数有误：{}", in_query(&rejection.body_text())),
            ))
        })
    }
}

/// What the parser of addresses says: `Failed to deserialize query string: limit: invalid digit found in string`.
fn in_query(said: &str) -> String {
    let said = said.strip_prefix("Failed to deserialize query string: ").unwrap_or(said);
    match said.split_once(": ") {
        Some((name, said)) if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') => {
            format!("{name} {}", plainly(said))
        }
        Some(_) | None => plainly(said),
    }
}

/// Path segments of type `T`. A segment that cannot be an id names nothing, so it is hidden like any other.
pub struct Segment<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Segment<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if nul_in(parts.uri.path()) {
            return Err(Problem(Failure::Hidden));
        }
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|path| Self(path.0)).map_err(|_| Problem(Failure::Hidden))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Form {
        #[serde(rename = "name")]
        _name: String,
        #[serde(rename = "kind")]
        _kind: Option<Kind>,
        #[serde(rename = "more")]
        _more: Option<Value>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        City,
        County,
    }

    /// A list in a list in a list, inside the object.
    fn deep(levels: usize) -> String {
        format!(r#"{{"more":{}{}}}"#, "[".repeat(levels), "]".repeat(levels))
    }

    /// What a body is told, problem by problem.
    fn told(body: &str) -> String {
        let failure = without_nul(body.as_bytes()).and_then(|()| parse::<Form>(body.as_bytes()).map(drop));
        match failure.unwrap_err() {
            Failure::Invalid { problems } => {
                let lines = problems.iter().map(|it| format!("{} {}: {}", it.pointer, it.code, it.message));
                lines.collect::<Vec<_>>().join("\n")
            }
            other => other.to_string(),
        }
    }

    #[test]
    fn a_body_that_does_not_fit_is_told_where_and_in_chinese() {
        let nul = "含有不可见的控制字符（NUL），请删除后重试";
        let cases = [
            ("{}", " type: 缺少字段 name".to_owned()),
            (
                r#"{"name":"x","size":1}"#,
                "/size type: 没有名为 size 的字段，可用的有：name、kind、more".to_owned(),
            ),
            (r#"{"name":1}"#, "/name type: 内容的类型不对：应为文字".to_owned()),
            (r#"{"name":"x","kind":"sea"}"#, "/kind type: 不认识 sea，可选的有：city、county".to_owned()),
            (r#"{"name":"x","name":"y"}"#, " type: 字段 name 写了两次，请只保留一个".to_owned()),
            ("[]", " type: 内容的项数不对，请对照接口说明补全".to_owned()),
            (r#"{"name":"x\u0000"}"#, format!("/name control-character: {nul}")),
            (
                r#"{"a/b":[{"c":"\u0000"}],"d\u0000":1}"#,
                format!("/a~1b/0/c control-character: {nul}\n control-character: {nul}"),
            ),
            (r#"{"name":"\u0000"#, "不是有效的 JSON：第 1 行第 15 列".to_owned()),
            (r#"{"name":"x"} y"#, "JSON 之后还有多余内容".to_owned()),
            (&deep(126), " type: 缺少字段 name".to_owned()),
            (&deep(127), "JSON 的嵌套超过 127 层，请减少嵌套后重试".to_owned()),
        ];
        for (body, expected) in cases {
            assert_eq!(told(body), expected, "{body}");
        }
        for (said, expected) in [
            ("limit: invalid digit found in string", "limit 应为整数"),
            ("missing field `unit`", "缺少字段 unit"),
            ("unknown field `x`, expected `unit` or `limit`", "没有名为 x 的字段，可用的有：unit、limit"),
            ("own: provided string was not `true` or `false`", "own 应为 true 或 false"),
        ] {
            assert_eq!(in_query(&format!("Failed to deserialize query string: {said}")), expected);
        }
        // The six characters of the escape, written out by the sender, are a text like any other.
        assert!(without_nul(br#"{"name":"\\u0000"}"#).is_ok());
        assert!(parse::<Form>(br#"{"name":"\\u0000"}"#).is_ok());
    }
}
