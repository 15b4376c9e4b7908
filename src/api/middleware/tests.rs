//! What passes the outer layers, and what does not.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use poem::{
    Body, Request, Route,
    endpoint::make,
    get,
    http::{HeaderMap, StatusCode, header},
    post,
    test::{TestClient, TestResponse},
};
use serde_json::json;

use super::*;

const OURS: &str = "127.0.0.1:7411";
const NOTES: &str = "https://notes.example";

/// The app and a count of the requests that reached a handler.
fn app(allowed: &[&str], cors: &[&str]) -> (TestClient<impl Endpoint<Output = Response>>, Arc<AtomicUsize>) {
    let reached = Arc::new(AtomicUsize::new(0));
    let handler = || {
        let reached = Arc::clone(&reached);
        make(move |mut req: Request| {
            reached.fetch_add(1, Ordering::Relaxed);
            let body = req.take_body();
            async move { Ok::<_, poem::Error>(body.into_bytes().await?.len().to_string()) }
        })
    };
    let examples = || post(handler()).put(handler()).delete(handler());
    let api = Route::new()
        .at("/datasets", get(handler()).post(handler()))
        .at("/datasets/:id/examples", examples())
        .at("/datasets/:id/import", post(handler()))
        .at("/login", post(handler()))
        .at("/docs", get(handler()))
        .at("/broken", get(make(|_| async { panic!("the clause of ada") as Result<String, poem::Error> })));
    let routes = Route::new().nest("/api", api).at("/health", get(handler())).at("/", get(handler()));
    let owned = |texts: &[&str]| texts.iter().map(|&t| t.to_owned()).collect::<Vec<_>>();
    let document =
        json!({"paths": {"/datasets": {"get": {}, "post": {}}, "/datasets/{id}/examples": {"post": {}}}});
    let config = MiddlewareConfig {
        hosts: Hosts::new(7411, &owned(allowed)),
        cors_origins: owned(cors),
        methods: AllowedMethods::from_document(&document, "/api"),
    };
    (TestClient::new(wrap(routes, &config)), reached)
}

async fn detail(response: TestResponse) -> String {
    let body: serde_json::Value = response.0.into_body().into_json().await.expect("JSON");
    body["detail"].as_str().expect("a detail").to_owned()
}

const PATHS: [&str; 6] = ["/", "/assets/app.js", "/health", "/api/datasets", "/api/docs", "/api/nothing"];

#[tokio::test]
async fn a_foreign_host_gets_nothing_on_any_kind_of_route() {
    let (client, reached) = app(&["forge.lan", "proxy.example:8443"], &[]);
    let foreign = [
        "evil.example",
        "evil.example:7411",
        "127.0.0.1",
        "localhost",
        "[::1]",
        "127.0.0.1:80",
        "localhost:7412",
        "127.0.0.1:7411.evil.example",
        "localhost.evil.example:7411",
        "localhost.:7411",
        "127.0.0.2:7411",
        "0.0.0.0:7411",
        "127.1:7411",
        "2130706433:7411",
        "[::]:7411",
        "user@127.0.0.1:7411",
        " ",
        "",
        "forge.lan.evil.example",
        "proxy.example:8444",
    ];
    for host in foreign {
        for path in PATHS {
            let response = client.get(path).header(header::HOST, host).send().await;
            assert_eq!(response.0.status(), StatusCode::MISDIRECTED_REQUEST, "{host} {path}");
            assert!(!detail(response).await.is_empty());
        }
        client
            .post("/api/login")
            .header(header::HOST, host)
            .send()
            .await
            .assert_status(StatusCode::MISDIRECTED_REQUEST);
    }
    assert_eq!(reached.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn own_and_allowed_names_are_answered_under() {
    let (client, _) = app(&["Forge.lan", "proxy.example:8443"], &[]);
    let names = [OURS, "LOCALHOST:7411", "[::1]:7411", "forge.lan", "forge.lan:7411", "proxy.example:8443"];
    for host in names {
        client.get("/health").header(header::HOST, host).send().await.assert_status_is_ok();
    }
}

#[tokio::test]
async fn a_request_names_exactly_one_host() {
    let (client, reached) = app(&[], &[]);
    client.get("/health").send().await.assert_status(StatusCode::MISDIRECTED_REQUEST);
    let twice = client.get("/health").header(header::HOST, OURS).header(header::HOST, OURS).send().await;
    twice.assert_status(StatusCode::MISDIRECTED_REQUEST);
    let absolute = |target: &str| client.get(target).header(header::HOST, OURS).send();
    absolute("http://evil.example/health").await.assert_status(StatusCode::MISDIRECTED_REQUEST);
    absolute("http://localhost:7411/health").await.assert_status(StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(reached.load(Ordering::Relaxed), 0);
    absolute("http://127.0.0.1:7411/health").await.assert_status_is_ok();
}

#[tokio::test]
async fn a_foreign_page_changes_nothing() {
    let (client, reached) = app(&[], &[NOTES]);
    let foreign = [
        "null",
        "http://evil.example",
        "https://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:7412",
        "https://127.0.0.1:7411",
        "http://localhost:7411",
        "http://127.0.0.1:7411.evil.example",
        "https://notes.example:8443",
    ];
    for origin in foreign {
        for (method, path) in [
            ("POST", "/api/datasets"),
            ("POST", "/api/datasets/1/examples"),
            ("PUT", "/api/datasets/1/examples"),
            ("DELETE", "/api/datasets/1/examples"),
            ("POST", "/api/login"),
        ] {
            let method = method.parse().expect("a method");
            let response = client
                .request(method, path)
                .header(header::HOST, OURS)
                .header(header::ORIGIN, origin)
                .send()
                .await;
            assert_eq!(response.0.status(), StatusCode::FORBIDDEN, "{origin} {path}");
        }
    }
    let send = |name: &'static str, value: &'static str| {
        client.post("/api/login").header(header::HOST, OURS).header(name, value).send()
    };
    send("sec-fetch-site", "cross-site").await.assert_status(StatusCode::FORBIDDEN);
    send("sec-fetch-site", "same-site").await.assert_status(StatusCode::FORBIDDEN);
    let twice = client
        .post("/api/login")
        .header(header::HOST, OURS)
        .header(header::ORIGIN, NOTES)
        .header(header::ORIGIN, NOTES);
    twice.send().await.assert_status(StatusCode::FORBIDDEN);
    assert_eq!(reached.load(Ordering::Relaxed), 0);

    send("origin", "http://127.0.0.1:7411").await.assert_status_is_ok();
    send("origin", NOTES).await.assert_status_is_ok();
    send("sec-fetch-site", "same-origin").await.assert_status_is_ok();
    send("user-agent", "curl").await.assert_status_is_ok();
}

#[tokio::test]
async fn the_page_behind_an_allowed_proxy_is_ours() {
    let (client, _) = app(&["forge.lan"], &[]);
    let send = |origin: &'static str| {
        client.post("/api/login").header(header::HOST, "forge.lan").header(header::ORIGIN, origin).send()
    };
    send("https://forge.lan").await.assert_status_is_ok();
    send("http://forge.lan:7411").await.assert_status(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn without_origins_there_is_no_cors_at_all() {
    let (client, _) = app(&[], &[]);
    let get = client
        .get("/api/datasets")
        .header(header::HOST, OURS)
        .header(header::ORIGIN, "http://evil.example")
        .send()
        .await;
    let asked = client
        .options("/api/datasets")
        .header(header::HOST, OURS)
        .header(header::ORIGIN, NOTES)
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "PUT")
        .send()
        .await;
    asked.assert_status(StatusCode::METHOD_NOT_ALLOWED);
    for response in [get, asked] {
        assert!(!response.0.headers().keys().any(|name| name.as_str().starts_with("access-control")));
        response.assert_header_is_not_exist(header::VARY);
    }
}

#[tokio::test]
async fn only_a_named_origin_may_read() {
    let (client, _) = app(&[], &[NOTES]);
    let get = |origin: &'static str| {
        client.get("/api/datasets").header(header::HOST, OURS).header(header::ORIGIN, origin).send()
    };
    let named = get(NOTES).await;
    named.assert_header(header::ACCESS_CONTROL_ALLOW_ORIGIN, NOTES);
    named.assert_header(header::VARY, "Origin");
    named.assert_header_is_not_exist(header::ACCESS_CONTROL_ALLOW_CREDENTIALS);
    let other = get("https://evil.example").await;
    other.assert_header_is_not_exist(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    other.assert_header(header::VARY, "Origin");

    let ask = |origin: &'static str| {
        client
            .options("/api/datasets")
            .header(header::HOST, OURS)
            .header(header::ORIGIN, origin)
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "PUT")
            .header("access-control-request-private-network", "true")
            .send()
    };
    let asked = ask(NOTES).await;
    asked.assert_status(StatusCode::NO_CONTENT);
    asked.assert_header_exist(header::ACCESS_CONTROL_ALLOW_METHODS);
    asked.assert_header_is_not_exist("access-control-allow-private-network");
    ask("https://evil.example").await.assert_header_is_not_exist(header::ACCESS_CONTROL_ALLOW_METHODS);
    let missing =
        client.get("/api/nothing").header(header::HOST, OURS).header(header::ORIGIN, NOTES).send().await;
    missing.assert_header(header::ACCESS_CONTROL_ALLOW_ORIGIN, NOTES);
}

/// A body in pieces of 64 KiB, without a length.
fn pieces(count: usize) -> Body {
    let piece = vec![b'x'; 64 * 1024];
    Body::from_bytes_stream(futures_util::stream::iter(
        (0..count).map(move |_| Ok::<_, std::io::Error>(piece.clone())),
    ))
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_with_and_without_a_length() {
    let (client, _) = app(&[], &[]);
    let send =
        |path: &'static str, body: Body| client.post(path).header(header::HOST, OURS).body(body).send();
    send("/api/datasets", pieces(16)).await.assert_text("1048576").await;
    let over = send("/api/datasets", pieces(17)).await;
    over.assert_status(StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(detail(over).await, "This is more than the 1 MiB that can be sent here at once.");
    send("/api/datasets/1/examples/", pieces(17)).await.assert_status_is_ok();
    send("/api/datasets/1/examples", pieces(513)).await.assert_status(StatusCode::PAYLOAD_TOO_LARGE);
    send("/api/datasets/1/import", pieces(513)).await.assert_status_is_ok();

    let (client, reached) = app(&[], &[]);
    let announced = client
        .post("/api/login")
        .header(header::HOST, OURS)
        .header(header::CONTENT_LENGTH, "1048577")
        .send()
        .await;
    announced.assert_status(StatusCode::PAYLOAD_TOO_LARGE);
    let long = client
        .post("/api/login")
        .header(header::HOST, OURS)
        .header(header::AUTHORIZATION, "x".repeat(2049))
        .send()
        .await;
    long.assert_status(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    assert_eq!(reached.load(Ordering::Relaxed), 0);
}

fn assert_guarded(headers: &HeaderMap, what: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(headers.get(name).and_then(|v| v.to_str().ok()), Some(value), "{name} of {what}");
    }
    let policy =
        headers.get(header::CONTENT_SECURITY_POLICY).and_then(|v| v.to_str().ok()).unwrap_or_default();
    assert!(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"), "{what}");
    assert_eq!(policy.contains("require-trusted-types-for"), !what.contains("docs"), "{what}");
    assert!(headers.contains_key("x-request-id"), "{what}");
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_guard_it() {
    let (client, _) = app(&[], &[]);
    for path in PATHS.iter().chain(&["/api/broken", "/api/docs/swagger-ui.js"]) {
        let response = client.get(*path).header(header::HOST, OURS).send().await;
        assert_guarded(response.0.headers(), path);
    }
    assert_guarded(client.get("/").send().await.0.headers(), "a refusal");
}

#[tokio::test]
async fn failures_are_details_that_repeat_nothing() {
    let (client, _) = app(&[], &[]);
    let get = |path: &'static str| client.get(path).header(header::HOST, OURS).send();
    let missing = get("/api/secret-name").await;
    missing.assert_status(StatusCode::NOT_FOUND);
    assert_eq!(detail(missing).await, "There is nothing at this address.");
    let broken = get("/api/broken").await;
    broken.assert_status(StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!detail(broken).await.contains("ada"));
    let wrong = client.put("/api/datasets/").header(header::HOST, OURS).send().await;
    wrong.assert_status(StatusCode::METHOD_NOT_ALLOWED);
    wrong.assert_header(header::ALLOW, "GET, POST, HEAD");
    assert_eq!(detail(wrong).await, "This address does not take PUT.");
    let page = client.delete("/").header(header::HOST, OURS).send().await;
    page.assert_header(header::ALLOW, "GET, HEAD");
}

#[tokio::test]
async fn a_trailing_slash_changes_nothing() {
    let (client, _) = app(&[], &[]);
    for path in ["/api/datasets/", "/api/datasets//?page=2", "/health/", "/api/docs/"] {
        client.get(path).header(header::HOST, OURS).send().await.assert_status_is_ok();
    }
}
