//! Which methods a path takes, read from the OpenAPI document: the router itself does not tell.

use std::sync::Arc;

use poem::http::HeaderValue;
use serde_json::Value;

/// The methods of every path of the API.
#[derive(Clone, Debug, Default)]
pub struct AllowedMethods {
    base: String,
    paths: Arc<Vec<(Vec<Segment>, HeaderValue)>>,
}

#[derive(Debug, PartialEq)]
enum Segment {
    Fixed(String),
    Any,
}

impl AllowedMethods {
    /// Takes the paths of an OpenAPI document that is served under `base`, such as `/api`.
    pub fn from_document(document: &Value, base: &str) -> Self {
        let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
        let entries = paths.filter_map(|(path, operations)| {
            let methods = operations.as_object()?.keys().filter(|key| METHODS.contains(&key.as_str()));
            let mut allow: Vec<String> = methods.map(|method| method.to_uppercase()).collect();
            if allow.iter().any(|method| method == "GET") {
                allow.push("HEAD".to_owned());
            }
            Some((segments(&format!("{base}{path}")), HeaderValue::from_str(&allow.join(", ")).ok()?))
        });
        let mut entries: Vec<_> = entries.collect();
        // A fixed segment is the closer match, as it is for the router.
        entries.sort_by_key(|(segments, _)| segments.iter().filter(|s| **s == Segment::Any).count());
        Self { base: base.to_owned(), paths: Arc::new(entries) }
    }

    /// What is not the API's is the page's, which can only be read.
    pub(super) fn of(&self, path: &str) -> Option<HeaderValue> {
        if !path.starts_with(&self.base) {
            return Some(HeaderValue::from_static("GET, HEAD"));
        }
        let wanted: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
        self.paths.iter().find(|(segments, _)| fits(segments, &wanted)).map(|(_, allow)| allow.clone())
    }
}

const METHODS: [&str; 5] = ["get", "post", "put", "delete", "patch"];

fn segments(path: &str) -> Vec<Segment> {
    let of = |segment: &str| {
        if segment.starts_with('{') { Segment::Any } else { Segment::Fixed(segment.to_owned()) }
    };
    path.split('/').filter(|s| !s.is_empty()).map(of).collect()
}

fn fits(segments: &[Segment], wanted: &[&str]) -> bool {
    segments.len() == wanted.len()
        && segments.iter().zip(wanted).all(|(segment, wanted)| match segment {
            Segment::Any => true,
            Segment::Fixed(fixed) => fixed == wanted,
        })
}
