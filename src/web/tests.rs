//! The page as a browser asks for it.

use poem::test::{TestClient, TestResponse};

use super::*;

#[derive(Embed)]
#[folder = "tests/fixtures/page"]
struct SmallPage;

const APP: &str = "/assets/app-3f2a9c.js";

async fn get(path: &str, headers: &[(&'static str, &str)]) -> TestResponse {
    send(Method::GET, path, headers).await
}

async fn send(method: Method, path: &str, headers: &[(&'static str, &str)]) -> TestResponse {
    let client = TestClient::new(Files::<SmallPage>(PhantomData));
    let mut request = client.request(method, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await
}

#[tokio::test]
async fn a_screen_is_the_page_and_a_missing_file_is_missing() {
    for path in ["/", "/datasets/1/examples", "/templates", "/assets"] {
        let response = get(path, &[]).await;
        response.assert_status_is_ok();
        response.assert_header("content-type", "text/html; charset=utf-8");
        response.assert_header("cache-control", "no-cache");
        response.assert_text("<!doctype html><title>dsforge</title>\n").await;
    }
    for path in ["/assets/app-000000.js", "/favicon.ico", "/a.b/c.d"] {
        get(path, &[]).await.assert_status(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_api_is_never_swallowed() {
    for path in ["/api", "/api/", "/api/datasets", "/api/nothing/here"] {
        get(path, &[]).await.assert_status(StatusCode::NOT_FOUND);
    }
    get("/apiary", &[]).await.assert_status_is_ok();
}

#[tokio::test]
async fn a_compressed_file_is_sent_as_it_is_or_unpacked_for_a_browser_that_does_not_take_it() {
    let sent = async |accepted: &str| {
        let response = get(APP, &[("accept-encoding", accepted)]).await;
        response.assert_status_is_ok();
        response.assert_header("content-type", "text/javascript; charset=utf-8");
        response.assert_header("vary", "Accept-Encoding");
        let encoding = response.0.header("content-encoding").unwrap_or("none").to_owned();
        let body = response.0.into_body().into_vec().await.expect("a body");
        (encoding, body)
    };
    let plain = b"audition();\n";
    for accepted in ["gzip, deflate, br", "gzip, br;q=0.5", "BR"] {
        let (encoding, body) = sent(accepted).await;
        assert_eq!(encoding, "br", "{accepted}");
        assert_ne!(body, plain);
        assert_eq!(unpack(&body).expect("brotli"), plain);
    }
    for accepted in ["gzip;q=1.0, br;q=0", "GZIP", "br;q=0.000, identity", ""] {
        assert_eq!(sent(accepted).await, ("none".to_owned(), plain.to_vec()), "{accepted}");
    }
    get("/theme.js", &[("accept-encoding", "br")]).await.assert_text("theme();\n").await;
}

#[tokio::test]
async fn hashed_files_are_kept_for_good_and_known_ones_not_sent_again() {
    let response = get(APP, &[]).await;
    response.assert_header("cache-control", "public, max-age=31536000, immutable");
    let tag = response.0.header("etag").expect("a tag").to_owned();
    assert!(tag.len() == 34 && tag.starts_with('"') && tag.ends_with('"'), "{tag}");
    for known in [tag.as_str(), "*", &format!("\"other\", W/{tag}")] {
        let again = get(APP, &[("if-none-match", known)]).await;
        again.assert_status(StatusCode::NOT_MODIFIED);
        again.assert_header("etag", &tag);
    }
    get(APP, &[("if-none-match", "\"other\"")]).await.assert_status_is_ok();
    get(APP, &[("if-none-match", &tag), ("accept-encoding", "br")]).await.assert_status_is_ok();
}

#[tokio::test]
async fn the_page_can_be_looked_at_without_its_body_and_not_written() {
    send(Method::HEAD, APP, &[]).await.assert_status_is_ok();
    send(Method::POST, "/", &[]).await.assert_status(StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn no_path_leads_out_of_the_page_or_to_what_is_hidden() {
    let paths = [
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e/Cargo.toml",
        "/assets/../theme.js",
        "/assets/%2e/x",
        "/..\\theme.js",
        "/%5ctheme.js",
        "/theme.js%00",
        "/%",
        "/%zz",
        "/%ff",
        "/.manifest.json",
        "/assets/app-3f2a9c.js.br",
        "/..",
    ];
    for path in paths {
        get(path, &[]).await.assert_status(StatusCode::NOT_FOUND);
    }
    get("/%2574heme.js", &[]).await.assert_status(StatusCode::NOT_FOUND);
    get("/%74heme.js", &[]).await.assert_status_is_ok();
}
