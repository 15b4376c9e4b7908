//! The whole application in this process, on a data file of its own and a clock that stands still.

use std::{path::PathBuf, sync::Arc, time::Duration};

use base64::{Engine, prelude::BASE64_STANDARD};
use dsforge::{
    api::{self, middleware::Hosts},
    app::{Parts, Services, auth::Gate},
    clock::{SharedClock, StillClock},
    crypto::kdf::Kdf,
    llm::{
        Servers,
        demo::{DemoServer, Pace},
    },
    store::{Store, secret},
};
use jiff::Timestamp;
use poem::{EndpointExt, Response, endpoint::BoxEndpoint, http::StatusCode, test::TestClient};
use serde_json::{Value, json};

/// A `SECRET_SALT`, and one that takes its place.
pub(crate) const SALT: &str = "ERERERERERERERERERERERERERERERERERERERERERE=";
pub(crate) const OTHER_SALT: &str = "IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI=";

pub(crate) struct Face {
    client: TestClient<BoxEndpoint<'static, Response>>,
    pub(crate) services: Arc<Services>,
}

/// What a request came to.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: poem::http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    #[track_caller]
    pub(crate) fn text(&self, member: &str) -> String {
        self.json()[member].as_str().unwrap_or_else(|| panic!("{member} in {}", self.json())).to_owned()
    }
}

/// Where a test's data lies.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn db(&self) -> PathBuf {
        self.0.path().join("data").join("app.db")
    }

    pub(crate) fn secret(&self) -> PathBuf {
        self.0.path().join("config").join("secret.json")
    }
}

impl Face {
    /// Opens the data of a folder with a secret salt, as a start of the program does.
    pub(crate) fn open(folder: &Folder, salt: &str, kdf: Kdf) -> Self {
        let store = Store::open(&folder.db()).expect("the data opens");
        let ring = secret::open(&folder.secret(), Some(salt)).expect("a ring");
        let clock: SharedClock = StillClock::at(Timestamp::UNIX_EPOCH);
        let services = Services::new(Parts {
            store,
            clock,
            servers: Servers::new(Vec::new(), Arc::new(DemoServer::new(Pace::NONE)), true),
            gate: Gate::new(ring, kdf),
            session_lifetime: Duration::from_secs(1800),
            login_rate_limit: 5,
            suggested_username: "ada".to_owned(),
            updates: dsforge::update::Updates::of_this_program().expect("a version"),
        });
        let hosts = Hosts::new(7411, &[]);
        let face = api::Face { hosts, cors_origins: Vec::new(), docs: false };
        let application = api::application(Arc::clone(&services), &face).map_to_response().boxed();
        let client = TestClient::new(application).default_header("host", "127.0.0.1:7411");
        Self { client, services }
    }

    /// Ends the program in order.
    pub(crate) async fn close(self) {
        self.services.store.clone().close().await.expect("the data closes");
    }

    pub(crate) async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Answer {
        let mut request = self.client.post(format!("/api{path}")).body_json(&body);
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        answer(request.send().await.0).await
    }

    pub(crate) async fn put(&self, path: &str, token: &str, body: Value) -> Answer {
        let request = self.client.put(format!("/api{path}")).body_json(&body);
        answer(request.header("authorization", format!("Bearer {token}")).send().await.0).await
    }

    pub(crate) async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        let mut request = self.client.get(format!("/api{path}"));
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        answer(request.send().await.0).await
    }

    pub(crate) async fn login(&self, username: &str, password: &str) -> Answer {
        let basic = BASE64_STANDARD.encode(format!("{username}:{password}"));
        let request = self.client.post("/api/login").header("authorization", format!("Basic {basic}"));
        answer(request.send().await.0).await
    }

    /// Makes Ada, and gives her recovery code and token.
    pub(crate) async fn set_up(&self, password: &str) -> (String, String) {
        let made = self.post("/setup", None, json!({"username": "ada", "password": password})).await;
        assert_eq!(made.status, StatusCode::CREATED);
        (made.text("recovery_code"), made.text("token"))
    }

    /// Makes the dataset contract-clauses with some answers, and gives its id.
    pub(crate) async fn contract_clauses(&self, token: &str, answers: &[&str]) -> u64 {
        let dataset = self.post("/datasets", Some(token), json!({"name": "contract-clauses"})).await;
        let id = dataset.json()["id"].as_u64().expect("an id");
        self.append(token, id, answers).await;
        id
    }

    pub(crate) async fn append(&self, token: &str, dataset: u64, answers: &[&str]) {
        let examples: Vec<Value> = answers
            .iter()
            .map(|answer| json!({"system_prompt": "Be plain.", "variation_prompt": "Explain.", "slots": {}, "output": answer}))
            .collect();
        let path = format!("/datasets/{dataset}/examples");
        let added = self.post(&path, Some(token), Value::Array(examples)).await;
        assert_eq!(added.status, StatusCode::NO_CONTENT);
    }

    /// The answers in a dataset, oldest first.
    pub(crate) async fn outputs(&self, token: &str, dataset: u64) -> Vec<String> {
        let page = self.get(&format!("/datasets/{dataset}/examples?size=1000&sort=id"), Some(token)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", String::from_utf8_lossy(&page.body));
        let items = page.json()["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["output"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

async fn answer(response: Response) -> Answer {
    let (parts, body) = response.into_parts();
    let body = body.into_vec().await.expect("a whole body");
    Answer { status: parts.status, headers: parts.headers, body }
}
