//! Failures as HTTP. The only place that picks a status for one.

use poem::{error::ResponseError, http::StatusCode};
use poem_openapi::{
    ApiResponse, Object,
    error::{AuthorizationError, ContentTypeError, ParseParamError, ParsePathError},
    payload::Json,
};

use super::examples::Example;
use crate::{
    app::error::{AppError, BadInput},
    llm::LlmError,
    model::candidate::ErrorKind,
    store::StoreError,
};

/// What every failure says.
#[derive(Debug, Default, Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct Problem {
    /// What happened and what to do.
    detail: String,
    /// The field that is wrong.
    field: Option<String>,
    /// The place in a list, from 0.
    index: Option<u64>,
    /// The place inside a JSON value, as a JSON pointer.
    pointer: Option<String>,
    /// The example that could not be written.
    example_id: Option<u64>,
    /// The line of the template, from 1.
    line: Option<u64>,
    /// The column of the template, from 1.
    column: Option<u64>,
    /// Attempts to sign in that are left in this minute.
    tries_left: Option<u32>,
    /// Seconds to wait.
    retry_after_s: Option<u64>,
    /// The example as it is now, when an edit came too late.
    current: Option<Example>,
}

/// A failed request.
#[derive(ApiResponse)]
pub(super) enum ApiError {
    /// The request cannot be served as it is; `detail` says why and what to do.
    #[oai(status_range = "4XX")]
    Caller(
        StatusCode,
        Json<Problem>,
        /// Seconds to wait before trying again.
        #[oai(header = "Retry-After")]
        Option<u64>,
        /// `Session` when signing in would help.
        #[oai(header = "WWW-Authenticate")]
        Option<String>,
    ),
    /// dsforge, its file or a model server failed; `detail` says which.
    #[oai(status_range = "5XX")]
    Server(StatusCode, Json<Problem>),
}

/// The result of an operation.
pub(super) type Result<T, E = ApiError> = std::result::Result<T, E>;

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        let detail = error.to_string();
        match error {
            AppError::NotFound(_) => caller(StatusCode::NOT_FOUND, detail),
            AppError::BadInput(input) => bad_input(*input),
            AppError::Conflict(_) | AppError::Store(StoreError::Superseded) => {
                caller(StatusCode::CONFLICT, detail)
            }
            AppError::Stale(dataset, current) => {
                let problem =
                    Problem { detail, current: Some(Example::new(dataset, *current)), ..Problem::default() };
                Self::Caller(StatusCode::PRECONDITION_FAILED, Json(problem), None, None)
            }
            AppError::WrongPassword { tries_left } | AppError::WrongCode { tries_left } => {
                let problem = Problem { detail, tries_left: Some(tries_left), ..Problem::default() };
                Self::Caller(StatusCode::UNAUTHORIZED, Json(problem), None, Some("Session".to_owned()))
            }
            AppError::WrongOldPassword | AppError::WrongSecret => caller(StatusCode::FORBIDDEN, detail),
            AppError::TooManyAttempts(wait) => {
                let seconds = Some(wait.as_secs());
                let problem = Problem { detail, retry_after_s: seconds, ..Problem::default() };
                Self::Caller(StatusCode::TOO_MANY_REQUESTS, Json(problem), seconds, None)
            }
            AppError::Locked | AppError::Store(StoreError::Locked | StoreError::UnknownEpoch { .. }) => {
                let detail = AppError::Locked.to_string();
                let problem = Problem { detail, ..Problem::default() };
                Self::Caller(StatusCode::UNAUTHORIZED, Json(problem), None, Some("Session".to_owned()))
            }
            AppError::DamagedKeys | AppError::UnknownSalt => {
                server(StatusCode::INTERNAL_SERVER_ERROR, detail)
            }
            AppError::AllFailed(error) => server(batch_status(error.kind), detail),
            AppError::Llm(error) => server(model_status(&error), detail),
            AppError::Update(_) => server(StatusCode::BAD_GATEWAY, detail),
            AppError::Store(error) => server(store_status(&error), detail),
        }
    }
}

/// A parameter of the query or a header that does not parse.
pub(super) async fn bad_parameter(error: ParseParamError) -> ApiError {
    let ParseParamError { name, reason } = error;
    // Every text is one, so this says that it was not there.
    if name == "If-Match" {
        return nothing_to_match();
    }
    AppError::bad(name, format!("{name}: {reason}")).into()
}

fn nothing_to_match() -> ApiError {
    let detail = "If-Match is missing: send the ETag of the example that you edit, so that nobody's change is written over";
    let problem =
        Problem { detail: detail.to_owned(), field: Some("If-Match".to_owned()), ..Problem::default() };
    ApiError::Caller(StatusCode::PRECONDITION_REQUIRED, Json(problem), None, None)
}

/// An id in the path that does not parse. poem calls them `param0`, `param1`, which would tell nobody anything.
pub(super) async fn bad_id(_: ParsePathError) -> ApiError {
    AppError::bad("id", "an id in the path is not a whole number").into()
}

/// A body that is not JSON.
pub(super) async fn bad_content_type(error: ContentTypeError) -> ApiError {
    caller(
        error.status(),
        "the body has to be JSON, with the header Content-Type: application/json".to_owned(),
    )
}

/// No credentials, or none of the kind that this operation takes.
pub(super) async fn not_signed_in(_: AuthorizationError) -> ApiError {
    AppError::Locked.into()
}

fn caller(status: StatusCode, detail: String) -> ApiError {
    ApiError::Caller(status, Json(Problem { detail, ..Problem::default() }), None, None)
}

fn server(status: StatusCode, detail: String) -> ApiError {
    ApiError::Server(status, Json(Problem { detail, ..Problem::default() }))
}

fn bad_input(input: BadInput) -> ApiError {
    let BadInput { message, field, index, pointer, example, line_column } = input;
    let problem = Problem {
        detail: message,
        field,
        index: index.map(|index| index as u64),
        pointer,
        example_id: example.map(|id| id.0),
        line: line_column.map(|(line, _)| line as u64),
        column: line_column.map(|(_, column)| column as u64),
        ..Problem::default()
    };
    ApiError::Caller(StatusCode::BAD_REQUEST, Json(problem), None, None)
}

fn model_status(error: &LlmError) -> StatusCode {
    match error {
        LlmError::TimedOut { .. } => StatusCode::GATEWAY_TIMEOUT,
        LlmError::Busy { .. } | LlmError::Loading { .. } => StatusCode::SERVICE_UNAVAILABLE,
        LlmError::NoSuchModel { .. }
        | LlmError::Unreachable { .. }
        | LlmError::Refused { .. }
        | LlmError::Swallowed { .. }
        | LlmError::Garbled { .. } => StatusCode::BAD_GATEWAY,
    }
}

fn batch_status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::TimedOut => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::BAD_GATEWAY,
    }
}

fn store_status(error: &StoreError) -> StatusCode {
    match error {
        StoreError::Full => StatusCode::INSUFFICIENT_STORAGE,
        StoreError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
