//! Request bodies. poem-openapi's own JSON payload turns numbers into text without a word and does not name
//! a missing field; this one is strict and says where it stumbled.

use poem::{Request, RequestBody, Result};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    error::ContentTypeError,
    payload::{Json, Payload},
    registry::{MetaMediaType, MetaRequest, Registry},
    types::Type,
};
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::app::error::AppError;

use super::error::ApiError;

/// A JSON body that has to be there.
pub(super) struct Body<T>(pub(super) T);

/// A JSON body that may be left out.
pub(super) struct OptionalBody<T>(pub(super) Option<T>);

impl<'a, T: Type + DeserializeOwned> ApiExtractor<'a> for Body<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(meta::<T>(true))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<Self::ParamType>,
    ) -> Result<Self> {
        let bytes = read(request, body).await?;
        parse(&bytes).map(Self)
    }
}

impl<'a, T: Type + DeserializeOwned> ApiExtractor<'a> for OptionalBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(meta::<T>(false))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<Self::ParamType>,
    ) -> Result<Self> {
        if request.content_type().is_none() {
            return Ok(Self(None));
        }
        let bytes = read(request, body).await?;
        if bytes.trim_ascii().is_empty() {
            return Ok(Self(None));
        }
        parse(&bytes).map(Some).map(Self)
    }
}

fn meta<T: Type>(required: bool) -> MetaRequest {
    MetaRequest {
        description: None,
        content: vec![MetaMediaType {
            content_type: <Json<T> as Payload>::CONTENT_TYPE,
            schema: <Json<T> as Payload>::schema_ref(),
        }],
        required,
    }
}

async fn read(request: &Request, body: &mut RequestBody) -> Result<Zeroizing<Vec<u8>>> {
    match request.content_type() {
        Some(content_type) if Json::<String>::check_content_type(content_type) => {
            Ok(Zeroizing::new(body.take()?.into_vec().await?))
        }
        Some(content_type) => {
            Err(ContentTypeError::NotSupported { content_type: content_type.to_owned() }.into())
        }
        None => Err(ContentTypeError::ExpectContentType.into()),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { missing_field(&error.inner().to_string()) } else { path };
        bad(&field, &error.inner().to_string())
    })?;
    json.end().map_err(|error| bad("body", &error.to_string()))?;
    Ok(parsed)
}

/// The field that serde says is missing; the path ends before it, because it is not there.
fn missing_field(message: &str) -> String {
    let named = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    named.unwrap_or("body").to_owned()
}

fn bad(field: &str, message: &str) -> poem::Error {
    ApiError::from(AppError::bad(field, format!("{field}: {message}"))).into()
}
