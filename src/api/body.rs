//! Request bodies. poem-openapi's own JSON payload turns numbers into text without a word and does not name
//! a missing field; this one is strict and says where it stumbled.

use poem::{Body as HttpBody, Request, RequestBody, Result};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    error::ContentTypeError,
    payload::{Binary, Json, Payload},
    registry::{MetaMediaType, MetaRequest, MetaSchemaRef, Registry},
    types::Type,
};
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use zeroize::Zeroizing;

use super::error::ApiError;
use crate::app::error::{AppError, BadInput};

/// A JSON body that has to be there.
pub(super) struct Body<T>(pub(super) T);

/// A JSON body that may be left out.
pub(super) struct OptionalBody<T>(pub(super) Option<T>);

/// A file as the body, of any type, which is read piece by piece.
pub(super) struct FileBody(pub(super) HttpBody);

impl<'a> ApiExtractor<'a> for FileBody {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        let bytes = Binary::<Vec<u8>>::schema_ref();
        let content = vec![MetaMediaType { content_type: Binary::<Vec<u8>>::CONTENT_TYPE, schema: bytes }];
        Some(MetaRequest { description: None, content, required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<Self::ParamType>,
    ) -> Result<Self> {
        if request.content_type().is_some_and(|kind| kind.starts_with("multipart/")) {
            return Err(refuse(BadInput {
                message: "body: send the file itself as the body, not a form that holds it".to_owned(),
                field: Some("body".to_owned()),
                ..BadInput::default()
            }));
        }
        Ok(Self(body.take()?))
    }
}

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

fn parse<T: Type + DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    // serde would take a list for an object and its entries for the fields in their order.
    if bytes.trim_ascii_start().starts_with(b"[") && matches!(T::schema_ref(), MetaSchemaRef::Reference(_)) {
        return Err(refuse(BadInput {
            message: "body: this is a list, expected an object".to_owned(),
            field: Some("body".to_owned()),
            ..BadInput::default()
        }));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| fault(&error.path().to_string(), error.inner()))?;
    json.end().map_err(|error| not_json(&error))?;
    Ok(parsed)
}

/// What is wrong with a body, and where: in one of its fields, or before there are any.
fn fault(path: &str, error: &serde_json::Error) -> poem::Error {
    if error.classify() != Category::Data {
        return not_json(error);
    }
    let message = error.to_string();
    let path = match (path, missing_field(&message)) {
        (".", Some(name)) => name.to_owned(),
        (".", None) => "body".to_owned(),
        (path, Some(name)) => format!("{path}.{name}"),
        (path, None) => path.to_owned(),
    };
    let (index, field) = place(&path);
    refuse(BadInput {
        message: format!("{path}: {}", without_value(&message)),
        field: Some(field.to_owned()),
        index,
        ..BadInput::default()
    })
}

/// Its line and column are in the error's own words.
fn not_json(error: &serde_json::Error) -> poem::Error {
    let message = format!("body: this is not valid JSON: {error}");
    refuse(BadInput { message, field: Some("body".to_owned()), ..BadInput::default() })
}

/// The field that serde says is missing; the path ends before it, because it is not there.
fn missing_field(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.split('`').next()
}

/// The entry of a list at the start of a path, and the field in it.
fn place(path: &str) -> (Option<usize>, &str) {
    let entry = path.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match entry.and_then(|(index, field)| Some((index.parse().ok()?, field.strip_prefix('.')?))) {
        Some((index, field)) => (Some(index), field),
        None => (None, path),
    }
}

/// serde's words without the value that has the wrong type, which may be a password or a whole answer, and
/// without the names that types have in this program.
fn without_value(message: &str) -> String {
    let Some((found, rest)) = message.rsplit_once(", expected ") else { return message.to_owned() };
    if !found.starts_with("invalid ") {
        return message.to_owned();
    }
    let kind = found.split(['"', '`']).next().unwrap_or_default().trim_end();
    let (expected, place) = rest.rsplit_once(" at line ").unwrap_or((rest, ""));
    let expected = match expected {
        "u8" | "u32" | "u64" => "a whole number",
        "f64" => "a number",
        shape if shape.starts_with("struct ") => "an object",
        other => other,
    };
    format!("{kind}, expected {expected} at line {place}")
}

fn refuse(input: BadInput) -> poem::Error {
    ApiError::from(AppError::from(input)).into()
}
