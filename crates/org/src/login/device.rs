//! On what a session began, told so coarsely that it helps its owner and tracks nobody.
//!
//! Libraries that read the `User-Agent` know thousands of phones and none of the browsers of a Chinese office; two short
//! tables do, and their words are kept in place of the header itself.

use axum::http::{HeaderMap, header};

/// Sign in the header, name. Browsers that pretend to be another one come before it.
const BROWSERS: [(&str, &str); 14] = [
    ("micromessenger", "WeChat"),
    ("dingtalk", "DingTalk"),
    ("qihu", "360"),
    ("360se", "360"),
    ("360ee", "360"),
    ("qqbrowser", "QQ"),
    ("metasr", "Sogou"),
    ("edg", "Edge"),
    ("opr/", "Opera"),
    ("firefox", "Firefox"),
    ("chrome", "Chrome"),
    ("safari", "Safari"),
    ("trident", "Internet Explorer"),
    ("curl", "curl"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("harmonyos", "HarmonyOS"),
    ("android", "Android"),
    ("iphone", "iOS"),
    ("ipad", "iPadOS"),
    ("windows", "Windows"),
    ("mac os", "macOS"),
    ("linux", "Linux"),
];

/// A header longer than this is not read to its end.
const HEADER_BYTES_MAX: usize = 512;

/// `Browser · System`, what of it is known; empty when nothing is.
pub(crate) fn of(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT).map_or(&[][..], |value| value.as_bytes());
    let said = String::from_utf8_lossy(&said[..said.len().min(HEADER_BYTES_MAX)]).to_lowercase();
    let known = |table: &[(&str, &'static str)]| {
        table.iter().find(|(sign, _)| said.contains(sign)).map(|(_, name)| *name)
    };
    let parts: Vec<&str> = [known(&BROWSERS), known(&SYSTEMS)].into_iter().flatten().collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn browsers_are_told_apart_although_each_pretends_to_be_another() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
        for (said, told) in [
            (format!("{windows} Chrome/120.0.0.0 Safari/537.36"), "Chrome · Windows"),
            (format!("{windows} Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0"), "Edge · Windows"),
            (format!("{windows} Chrome/86.0 Safari/537.36 QIHU 360SE"), "360 · Windows"),
            (
                "Mozilla/5.0 (Linux; Android 14) Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0"
                    .to_owned(),
                "WeChat · Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1".to_owned(),
                "Safari · iOS",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0".to_owned(), "Firefox · Linux"),
            ("curl/8.5.0".to_owned(), "curl"),
            ("<script>alert(1)</script>".to_owned(), ""),
            (format!("{} Firefox", "x".repeat(HEADER_BYTES_MAX)), ""),
        ] {
            let headers = HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_str(&said).unwrap())]);
            assert_eq!(of(&headers), told, "{said}");
        }
        assert_eq!(of(&HeaderMap::new()), "");
    }
}
