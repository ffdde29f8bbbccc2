//! What a browser is told about every answer: where script may come from, and that nobody may frame or guess.

use axum::http::Method;
use testkit::{Answered, Role, TestApp, World};

use crate::province::NOW;

fn told(answer: &Answered, name: &str) -> String {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// The sources that a policy allows for a kind of thing.
fn sources(policy: &str, kind: &str) -> Vec<String> {
    let rules = policy.split(';').map(str::trim);
    let rule = rules.filter_map(|rule| rule.split_once(' ')).find(|(name, _)| *name == kind);
    rule.map_or(Vec::new(), |(_, sources)| sources.split(' ').map(str::to_owned).collect())
}

/// A link to a file outlives the session in which the page was made, and a citizen mistypes an address.
#[tokio::test]
async fn whoever_opens_an_address_in_a_browser_reads_a_refusal_in_words() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let stranger = world.app.stranger();
    let file = "/api/files/017a1297-4a64-7000-be52-c97ad6d10ac6";
    for (who, path, status, word) in [
        (&stranger, file, 401, "登录后再打开此地址"),
        (&officer, file, 404, "没有找到"),
        (&officer, "/api/audit", 403, "无权操作"),
        (&stranger, "/no/such/page", 404, "没有找到"),
    ] {
        let opened = who.send(Method::GET, path, None, &[("sec-fetch-mode", "navigate")]).await;
        assert_eq!(opened.status, status, "{path}");
        assert_eq!(told(&opened, "content-type"), "text/html; charset=utf-8", "{path}");
        assert_eq!(told(&opened, "cache-control"), "no-store", "{path}");
        let page = opened.text();
        assert!(page.contains(word) && page.contains("/portal.css"), "{page}");
        let asked = who.send(Method::GET, path, None, &[("sec-fetch-mode", "cors")]).await;
        assert_eq!(asked.status, status, "{path}");
        assert_eq!(told(&asked, "content-type"), "application/problem+json", "{path}");
    }
    let found = stranger.send(Method::GET, "/api/setup", None, &[("sec-fetch-mode", "navigate")]).await;
    assert_eq!(told(&found, "content-type"), "application/json", "what is not refused stays as it is");
}

#[tokio::test]
async fn every_answer_carries_a_policy_without_inline_script_or_style() {
    let world = World::at(NOW).await;
    let officer = world.person(Role::CityOfficer, "shenyang").await;
    let stranger = world.app.stranger();
    for (who, path, status) in [
        (&stranger, "/", 200),
        (&stranger, "/console", 308),
        (&stranger, "/api/setup", 200),
        (&stranger, "/api/me", 401),
        (&stranger, "/no/such/page", 404),
        (&stranger, "/healthz", 200),
        (&stranger, "/api/openapi.json", 200),
        (&officer, "/api/me", 200),
        (&officer, "/api/audit", 403),
        (&officer, "/api/units/export?format=csv", 200),
    ] {
        let answer = who.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        let policy = told(&answer, "content-security-policy");
        for (kind, allowed) in [
            ("default-src", "'self'"),
            ("script-src", "'self'"),
            ("style-src", "'self'"),
            ("object-src", "'none'"),
            ("base-uri", "'none'"),
            ("form-action", "'self'"),
            ("frame-ancestors", "'none'"),
        ] {
            assert_eq!(sources(&policy, kind), [allowed], "{path}: {policy}");
        }
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(told(&answer, name), value, "{path}: {name}");
        }
    }
}

#[tokio::test]
async fn where_browsers_come_over_tls_they_are_told_to_stay_with_it() {
    for secure in [false, true] {
        let mut settings = testkit::settings();
        settings.http.cookie_secure = secure;
        let app = TestApp::with(NOW, settings).await;
        for path in ["/", "/console", "/api/setup", "/no/such/page"] {
            let wanted = if secure { "max-age=31536000; includeSubDomains" } else { "" };
            assert_eq!(told(&app.stranger().get(path).await, "strict-transport-security"), wanted, "{path}");
        }
    }
}

#[tokio::test]
async fn what_the_api_says_is_not_kept_by_a_browser() {
    let world = World::at(NOW).await;
    for path in ["/api/me", "/api/units", "/api/people", "/api/audit", "/api/units/export?format=csv"] {
        let kept = told(&world.admin.get(path).await, "cache-control");
        assert!(kept.contains("no-store"), "{path}: {kept}");
    }
}

/// The public page keeps the policy by having nothing that it would stop.
#[tokio::test]
async fn the_public_page_has_no_script_and_no_handlers() {
    let page = World::at(NOW).await.app.stranger().get("/").await.text();
    assert!(page.contains("<html"), "{page}");
    for forbidden in ["<script", " onclick=", " onload=", "javascript:"] {
        assert!(!page.contains(forbidden), "{forbidden} in {page}");
    }
}
