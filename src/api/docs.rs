//! The API's documentation page: Swagger UI as a page with files beside it instead of one inline script, so that
//! it needs no hole in the content security policy. Its two large files are built and served with the program's
//! own page. Nothing comes from elsewhere.

use poem::{Endpoint, Response, Route, endpoint::make_sync, get, http::header};

const PAGE: &str = include_str!("docs.html");
const START: &str = include_str!("docs.js");

/// The page, to be nested at `/docs` beside `/openapi.json`.
pub fn route() -> Route {
    Route::new()
        .at("/", get(file("text/html; charset=utf-8", PAGE)))
        .at("/start.js", get(file("text/javascript; charset=utf-8", START)))
}

fn file(content_type: &'static str, text: &'static str) -> impl Endpoint<Output = Response> {
    make_sync(move |_| {
        Response::builder().content_type(content_type).header(header::CACHE_CONTROL, "no-cache").body(text)
    })
}

#[cfg(test)]
mod tests {
    use poem::test::TestClient;

    use super::*;

    #[tokio::test]
    async fn the_page_has_no_inline_script_and_refers_to_nothing_elsewhere() {
        let client = TestClient::new(Route::new().nest("/api/docs", route()));
        let text = async |path: &str| {
            let response = client.get(path).send().await;
            response.assert_status_is_ok();
            response.0.into_body().into_string().await.expect("text")
        };
        let page = text("/api/docs").await;
        assert!(!page.contains("<script>") && !page.contains("http"));
        for path in ["/docs/swagger-ui.js", "/docs/swagger-ui.css", "/api/docs/start.js"] {
            assert!(page.contains(&format!("\"{path}\"")));
        }
        assert!(text("/api/docs/start.js").await.contains("/api/openapi.json"));
    }
}
