//! Every failure that no handler has worded leaves as `{"detail": …}`, and none tells what was sent.

use poem::{
    Endpoint, Middleware, PathPattern, Request, Response, Result,
    error::NotFoundError,
    http::{Method, StatusCode, header},
    middleware::CatchPanic,
};

use super::allow::AllowedMethods;

/// An answer that says what went wrong.
pub fn problem(status: StatusCode, detail: &str) -> Response {
    let body = serde_json::json!({ "detail": detail }).to_string();
    Response::builder().status(status).content_type("application/json; charset=utf-8").body(body)
}

/// Words errors and panics. Inside of CORS, so that a page of an allowed origin can read them.
pub(super) struct Problems<E> {
    inner: E,
    methods: AllowedMethods,
}

impl<E: Endpoint + 'static> Problems<E> {
    pub(super) fn new(
        inner: E,
        methods: AllowedMethods,
    ) -> Problems<impl Endpoint<Output = Response> + 'static> {
        let caught = CatchPanic::new().with_handler(|_| {
            problem(
                StatusCode::INTERNAL_SERVER_ERROR,
                "dsforge made a mistake and stopped this request. Trying again may help.",
            )
        });
        Problems { inner: caught.transform(inner), methods }
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for Problems<E> {
    type Output = Response;

    async fn call(&self, req: Request) -> Result<Response> {
        let (method, path) = (req.method().clone(), req.uri().path().to_owned());
        let mut response = match self.inner.call(req).await {
            Ok(response) => response,
            Err(error) => worded(error, &method),
        };
        if response.status() == StatusCode::METHOD_NOT_ALLOWED
            && !response.headers().contains_key(header::ALLOW)
            && let Some(allow) = self.methods.of(&path)
        {
            response.headers_mut().insert(header::ALLOW, allow);
        }
        Ok(response)
    }
}

fn worded(error: poem::Error, method: &Method) -> Response {
    let pattern = error.data::<PathPattern>().cloned();
    let mut response = if error.is_from_response() {
        error.into_response()
    } else {
        let status = error.status();
        match status {
            _ if error.is::<NotFoundError>() => problem(status, "There is nothing at this address."),
            StatusCode::METHOD_NOT_ALLOWED => {
                problem(status, &format!("This address does not take {method}."))
            }
            status if status.is_server_error() => {
                problem(status, "dsforge could not do this. Trying again may help.")
            }
            status => problem(status, status.canonical_reason().unwrap_or("The request cannot be answered.")),
        }
    };
    if let Some(pattern) = pattern {
        response.set_data(pattern);
    }
    response
}
