//! The API's documentation page: Swagger UI from the binary, as a page with files beside it instead of one
//! inline script, so that it needs no hole in the content security policy. Nothing comes from elsewhere.

use std::sync::LazyLock;

use poem::{Endpoint, Response, Route, endpoint::make_sync, get, http::header};
use poem_openapi::OpenApiService;

const PAGE: &str = include_str!("docs.html");
const START: &str = include_str!("docs.js");

/// The two assets inside the page that poem-openapi ships.
static ASSETS: LazyLock<Option<Assets>> = LazyLock::new(|| {
    let page = OpenApiService::new((), "dsforge", "0").swagger_ui_html();
    Some(Assets {
        script: between(&page, "<script charset=\"UTF-8\">", "</script>")?.to_owned(),
        style: between(&page, "<style charset=\"UTF-8\">", "</style>")?.to_owned(),
    })
});

struct Assets {
    script: String,
    style: String,
}

/// The page, to be nested at `/docs` beside `/openapi.json`.
pub fn route() -> Route {
    Route::new()
        .at("/", get(file("text/html; charset=utf-8", || PAGE)))
        .at("/start.js", get(file("text/javascript; charset=utf-8", || START)))
        .at("/swagger-ui.js", get(file("text/javascript; charset=utf-8", || asset(|a| &a.script))))
        .at("/swagger-ui.css", get(file("text/css; charset=utf-8", || asset(|a| &a.style))))
}

fn asset(which: fn(&Assets) -> &str) -> &'static str {
    ASSETS.as_ref().map_or("", which)
}

fn file(content_type: &'static str, text: fn() -> &'static str) -> impl Endpoint<Output = Response> {
    make_sync(move |_| {
        Response::builder().content_type(content_type).header(header::CACHE_CONTROL, "no-cache").body(text())
    })
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let from = text.find(open)? + open.len();
    let length = text[from..].find(close)?;
    Some(&text[from..from + length])
}

#[cfg(test)]
mod tests {
    use poem::test::TestClient;

    use super::*;

    #[tokio::test]
    async fn the_page_is_whole_and_refers_to_nothing_elsewhere() {
        let client = TestClient::new(Route::new().nest("/api/docs", route()));
        let text = async |path: &str| {
            let response = client.get(path).send().await;
            response.assert_status_is_ok();
            response.0.into_body().into_string().await.expect("text")
        };
        let page = text("/api/docs").await;
        assert!(!page.contains("<script>") && !page.contains("http"));
        for path in ["/api/docs/swagger-ui.js", "/api/docs/swagger-ui.css"] {
            assert!(page.contains(path));
            assert!(text(path).await.len() > 100_000, "{path} is whole");
        }
        assert!(text("/api/docs/swagger-ui.js").await.contains("SwaggerUIBundle"));
        assert!(text("/api/docs/start.js").await.contains("/api/openapi.json"));
    }
}
