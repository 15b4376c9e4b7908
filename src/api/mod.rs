//! The HTTP face. One file for each resource: its shapes on the wire, its operations, and the conversions.
//!
//! Nothing is decided here but how things are said. What may be done is up to [`app`](crate::app).

pub mod connections;
pub mod docs;
pub mod document;
pub mod middleware;

mod auth;
mod backup;
mod batch;
mod body;
mod bulk;
mod candidates;
mod changes;
mod chat_templates;
mod datasets;
mod drafts;
mod duplicates;
mod error;
mod examples;
mod export_shapes;
mod export_templates;
mod exports;
mod generate;
mod growing;
mod imports;
mod json;
mod keys;
mod models;
mod page;
mod preferences;
mod program;
mod providers;
mod run_events;
mod run_plan;
mod run_state;
mod runs;
mod session;
mod templates;
mod tickets;
mod wire;

use std::sync::Arc;

use middleware::{AllowedMethods, Hosts, MiddlewareConfig};
use poem::{Endpoint, EndpointExt, IntoResponse, Response, Route, endpoint::make_sync};
use poem_openapi::{OpenApiService, Tags};

use crate::{app::Services, web};

/// Where operations stand in the document.
#[derive(Tags)]
enum Tag {
    /// First start, signing in and out, preferences.
    Account,
    /// What answers.
    Models,
    /// Prompts with slots, their versions and their past.
    Templates,
    /// Answers that are waited for.
    Generation,
    /// Batches that go on whoever watches, and their candidates.
    Runs,
    /// Collections of examples and their history.
    Datasets,
    /// What a dataset holds.
    Examples,
    /// Files for trainers.
    Exports,
    /// How models want conversations written.
    #[oai(rename = "Chat templates")]
    ChatTemplates,
    /// What the page must not lose.
    Drafts,
    /// The program itself.
    Program,
}

/// One tuple for each part of the program: poem-openapi takes sixteen members at most.
type Operations = (
    (session::SessionApi, preferences::PreferencesApi, keys::KeysApi, backup::BackupApi, program::ProgramApi),
    (models::ModelsApi, providers::ProvidersApi, templates::TemplatesApi, drafts::DraftsApi),
    (generate::GenerateApi, runs::RunsApi, batch::BatchApi, candidates::CandidatesApi, growing::GrowingApi),
    (
        datasets::DatasetsApi,
        examples::ExamplesApi,
        bulk::BulkApi,
        changes::ChangesApi,
        imports::ImportsApi,
        duplicates::DuplicatesApi,
    ),
    (
        exports::ExportsApi,
        tickets::TicketsApi,
        export_templates::ExportTemplatesApi,
        chat_templates::ChatTemplatesApi,
    ),
);

/// How the faces are put together.
pub struct Face {
    /// The names dsforge answers under.
    pub hosts: Hosts,
    /// Origins of other pages that may use the API.
    pub cors_origins: Vec<String>,
    /// Whether the documentation page is served.
    pub docs: bool,
}

/// Everything under one roof: the API below `/api`, a sign of life at `/health`, the page elsewhere.
pub fn application(services: Arc<Services>, face: &Face) -> impl Endpoint<Output = Response> + use<> {
    let operations = operations(&services);
    let document = document::complete(&operations.spec());
    let config = MiddlewareConfig {
        hosts: face.hosts.clone(),
        cors_origins: face.cors_origins.clone(),
        methods: AllowedMethods::from_document(&document, "/api"),
    };
    let mut api = Route::new();
    if face.docs {
        let json = document::pretty(&document);
        let file =
            make_sync(move |_| Response::builder().content_type("application/json").body(json.clone()));
        api = api.nest("/docs", docs::route()).at("/openapi.json", poem::get(file));
    }
    let health = poem::get(make_sync(|_| program::health().into_response()));
    let routes = Route::new()
        .nest("/api", api.nest("/", operations))
        .at("/health", health)
        .nest("/", web::page())
        .data(services)
        .catch_error(error::bad_parameter)
        .catch_error(error::bad_id)
        .catch_error(error::bad_content_type)
        .catch_error(error::not_signed_in);
    middleware::wrap(routes, &config)
}

fn operations(services: &Arc<Services>) -> OpenApiService<Operations, ()> {
    let shared = || Arc::clone(services);
    let all = (
        (
            session::SessionApi(shared()),
            preferences::PreferencesApi(shared()),
            keys::KeysApi(shared()),
            backup::BackupApi(shared()),
            program::ProgramApi(shared()),
        ),
        (
            models::ModelsApi(shared()),
            providers::ProvidersApi(shared()),
            templates::TemplatesApi(shared()),
            drafts::DraftsApi(shared()),
        ),
        (
            generate::GenerateApi(shared()),
            runs::RunsApi(shared()),
            batch::BatchApi(shared()),
            candidates::CandidatesApi(shared()),
            growing::GrowingApi(shared()),
        ),
        (
            datasets::DatasetsApi(shared()),
            examples::ExamplesApi(shared()),
            bulk::BulkApi(shared()),
            changes::ChangesApi(shared()),
            imports::ImportsApi(shared()),
            duplicates::DuplicatesApi(shared()),
        ),
        (
            exports::ExportsApi(shared()),
            tickets::TicketsApi(shared()),
            export_templates::ExportTemplatesApi(shared()),
            chat_templates::ChatTemplatesApi(shared()),
        ),
    );
    OpenApiService::new(all, "dsforge", env!("CARGO_PKG_VERSION"))
        .description(
            "Build a fine-tuning dataset with language models that run on your own machine. \
             Sign in with `POST /login` and send the token as `Authorization: Bearer`. \
             Every failure is `{\"detail\": \"…\"}`: what happened and what to do.",
        )
        .server("/api")
}

/// The OpenAPI document, without a server.
pub fn specification(services: &Arc<Services>) -> String {
    document::pretty(&document::complete(&operations(services).spec()))
}
