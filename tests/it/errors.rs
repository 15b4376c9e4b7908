//! Every way to fail is `{"detail": …}`, in words that name what is wrong.

use poem::http::Method;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, trade::clause_template};

/// What a body of this text to this path is answered with.
async fn sent(app: &TestApp, path: &str, body: impl Into<String>) -> Value {
    let request = app.request(Method::POST, path).content_type("application/json").body(body.into());
    Answer::read(request.send().await).await.problem(400)
}

#[tokio::test]
async fn an_unknown_address_is_nothing_and_needs_no_sign_in() {
    let app = TestApp::locked().await;
    assert_eq!(app.get("/no-such-thing").await.detail(404), "There is nothing at this address.");
    assert_eq!(app.get("/datasets/1/no-such-thing").await.detail(404), "There is nothing at this address.");
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let ada = TestApp::unlocked_as("ada").await;
    for (method, path, allow) in [
        (Method::PATCH, "/datasets", "GET, HEAD, POST"),
        (Method::DELETE, "/session", "GET, HEAD"),
        (Method::GET, "/login", "POST"),
        (Method::POST, "/datasets/1", "DELETE, GET, HEAD, PUT"),
    ] {
        let answer = Answer::read(ada.request(method.clone(), path).send().await).await;
        let mut allowed: Vec<_> =
            answer.header("allow").unwrap_or_default().split(", ").map(str::to_owned).collect();
        allowed.sort();
        assert_eq!(allowed.join(", "), allow, "{method} {path}");
        assert_eq!(answer.detail(405), format!("This address does not take {method}."));
    }
}

#[tokio::test]
async fn an_id_that_is_no_number_is_called_so() {
    let ada = TestApp::unlocked_as("ada").await;
    for path in [
        "/datasets/contract-clauses",
        "/templates/-1",
        "/runs/1.5/candidates",
        "/datasets/1/examples/first",
        "/datasets/99999999999999999999",
    ] {
        let problem = ada.get(path).await.problem(400);
        assert_eq!(
            problem,
            json!({"detail": "an id in the path is not a whole number", "field": "id"}),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_bad_value_in_the_query_is_named() {
    let ada = TestApp::unlocked_as("ada").await;
    for (path, field) in [
        ("/datasets?page=first", "page"),
        ("/datasets?page=0", "page"),
        ("/datasets?size=0", "size"),
        ("/datasets?size=1001", "size"),
        ("/datasets?archived=maybe", "archived"),
        ("/datasets/1/examples?sort=output", "sort"),
        ("/datasets/1/export/preview?size=0", "size"),
        ("/datasets/1/export/preview?system=maybe", "system"),
        ("/datasets/1/export?ids=1,two", "ids"),
        ("/runs?size=-1", "size"),
    ] {
        let problem = ada.get(path).await.problem(400);
        assert_eq!(problem["field"], field, "{path}: {problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(field)), "{path}: {problem}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_called_json_is_not_read() {
    let ada = TestApp::unlocked_as("ada").await;
    let body = r#"{"name": "contract-clauses"}"#;
    for kind in [Some("text/plain"), Some("application/x-www-form-urlencoded"), None] {
        let request = ada.request(Method::POST, "/datasets");
        let request = match kind {
            Some(kind) => request.content_type(kind),
            None => request,
        };
        let detail = Answer::read(request.body(body).send().await).await.detail(415);
        assert_eq!(detail, "the body has to be JSON, with the header Content-Type: application/json");
    }
    let request = ada.request(Method::POST, "/datasets").content_type("application/json; charset=utf-8");
    Answer::read(request.body(body).send().await).await.expect(201);
}

#[tokio::test]
async fn a_body_that_is_no_json_is_told_where_it_stops_being_json() {
    let ada = TestApp::unlocked_as("ada").await;
    for (body, place) in [
        ("{\"name\": \"contract-clauses\",\n \"size\"", "line 2 column 7"),
        ("{\"name\": contract}", "line 1 column 10"),
        ("{\"name\": \"contract-clauses\"} and more", "line 1 column 30"),
        ("", "line 1 column 0"),
    ] {
        let problem = sent(&ada, "/datasets", body).await;
        assert_eq!(problem["field"], "body", "{problem}");
        let detail = problem["detail"].as_str().unwrap_or_default();
        assert!(detail.starts_with("body: this is not valid JSON: ") && detail.ends_with(place), "{detail}");
    }
}

#[tokio::test]
async fn a_field_that_is_missing_or_of_the_wrong_type_is_named_without_its_value() {
    let ada = TestApp::unlocked_as("ada").await;
    for (path, body, field, detail) in [
        ("/datasets", json!({}), "name", "name: missing field `name` at line 1 column 2"),
        (
            "/datasets",
            json!({"name": 5}),
            "name",
            "name: invalid type: integer, expected a string at line 1 column 9",
        ),
        ("/datasets", json!(["contract-clauses"]), "body", "body: this is a list, expected an object"),
        (
            "/datasets",
            json!("clauses"),
            "body",
            "body: invalid type: string, expected an object at line 1 column 9",
        ),
        (
            "/runs",
            json!({"template_id": 1, "count": 1, "slots": {"clause": ["Rent is due."]}}),
            "slots.clause",
            "slots.clause: invalid type: sequence, expected a string at line 1 column 45",
        ),
        (
            "/runs",
            json!({"template_id": 1, "count": "three \"or\" four"}),
            "count",
            "count: invalid type: string, expected a whole number at line 1 column 43",
        ),
    ] {
        let problem = sent(&ada, path, body.to_string()).await;
        assert_eq!(problem["field"], field, "{problem}");
        let said = problem["detail"].as_str().unwrap_or_default();
        // The column depends on the order of members.
        let upto = |text: &str| text.split(" at line").next().unwrap_or_default().to_owned();
        assert_eq!(upto(said), upto(detail), "{problem}");
    }
}

#[tokio::test]
async fn a_fault_in_a_list_names_the_entry() {
    let ada = TestApp::unlocked_as("ada").await;
    let whole =
        json!({"system_prompt": "", "variation_prompt": "What is due?", "slots": {}, "output": "The rent."});
    let body = json!([whole, {"system_prompt": "", "variation_prompt": "What is due?", "slots": {}}]);
    let problem = ada.post("/datasets/1/examples", body).await.problem(400);
    assert_eq!((&problem["index"], &problem["field"]), (&json!(1), &json!("output")), "{problem}");
    let body = json!([{"system_prompt": "", "variation_prompt": "?", "slots": {"clause": 3}, "output": "The rent."}]);
    let problem = ada.post("/datasets/1/examples", body).await.problem(400);
    assert_eq!((&problem["index"], &problem["field"]), (&json!(0), &json!("slots.clause")), "{problem}");
}

#[tokio::test]
async fn json_that_is_too_deep_is_refused() {
    let ada = TestApp::unlocked_as("ada").await;
    let deep = format!("{{\"value\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let request = ada.request(Method::PUT, "/drafts/template:1").content_type("application/json").body(deep);
    let problem = Answer::read(request.send().await).await.problem(400);
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("recursion limit")), "{problem}");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_and_a_large_one_below_it_is_not() {
    let ada = TestApp::unlocked_as("ada").await;
    let mut template = clause_template();
    template["user_prompt"] = json!("{clause} ".repeat(150_000));
    let detail = ada.post("/templates", template.clone()).await.detail(413);
    assert_eq!(detail, "This is more than the 1 MiB that can be sent here at once.");
    template["user_prompt"] = json!("{clause} ".repeat(100_000));
    ada.post("/templates", template).await.expect(201);
    let long = "The rent is due. ".repeat(120_000);
    let example =
        json!([{"system_prompt": "", "variation_prompt": "What is due?", "slots": {}, "output": long}]);
    ada.post("/datasets/1/examples", example).await.expect(204);
}

#[tokio::test]
async fn text_that_is_no_unicode_is_refused_and_any_unicode_is_kept() {
    let ada = TestApp::unlocked_as("ada").await;
    let problem = sent(&ada, "/datasets", r#"{"name": "\ud800"}"#).await;
    assert_eq!(problem["field"], "body", "{problem}");
    let odd = "👩🏽‍⚖️ \u{202e}Verträge\u{200d} 条項\n\0end";
    ada.put("/drafts/clause", json!({"value": odd})).await.expect(204);
    assert_eq!(ada.get("/drafts/clause").await.expect(200)["value"], odd);
}

#[tokio::test]
async fn a_trailing_slash_is_the_same_address() {
    let ada = TestApp::unlocked_as("ada").await;
    assert_eq!(ada.get("/datasets/").await.expect(200), ada.get("/datasets").await.expect(200));
    assert_eq!(ada.get("/datasets/1/").await.expect(200)["id"], 1);
}
