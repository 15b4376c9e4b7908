//! What a model at a server turned out not to understand. It is learned from refusals, and each is learned once.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// How to ask a model so that its server does not refuse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Quirks {
    /// Tools have to be described in the prompt.
    pub(super) no_tools: bool,
    /// A call cannot be demanded.
    pub(super) no_choice: bool,
    /// An answer can be held to JSON, but to no schema.
    pub(super) no_schema: bool,
    /// The limit on tokens goes by its newer name.
    pub(super) newer_limit: bool,
}

/// The quirks of each model of a server.
#[derive(Default)]
pub(super) struct Learned(Mutex<HashMap<String, Quirks>>);

impl Learned {
    pub(super) fn of(&self, model: &str) -> Quirks {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(model).copied().unwrap_or_default()
    }

    pub(super) fn note(&self, model: &str, quirks: Quirks) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(model.to_owned(), quirks);
    }
}

impl Quirks {
    /// What else to try after a refusal with these words; none when it is not about how the question was asked.
    pub(super) fn after(self, status: u16, said: &str, has_tools: bool, has_format: bool) -> Option<Self> {
        if !matches!(status, 400 | 404 | 422 | 500 | 501) {
            return None;
        }
        let said = said.to_lowercase();
        let speaks_of = |words: &[&str]| words.iter().any(|word| said.contains(word));
        if !self.newer_limit && said.contains("max_completion_tokens") {
            return Some(Self { newer_limit: true, ..self });
        }
        if has_tools
            && !self.no_tools
            && said.contains("tool")
            && speaks_of(&["support", "requires", "jinja"])
        {
            return Some(Self { no_tools: true, ..self });
        }
        let of_form = &["response_format", "json_schema", "json schema"];
        if has_format
            && !self.no_schema
            && speaks_of(of_form)
            && speaks_of(&["support", "must be", "unknown"])
        {
            return Some(Self { no_schema: true, ..self });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_how_to_ask_instead() {
        let first = Quirks::default();
        let tools = Quirks { no_tools: true, ..first };
        for said in [
            "tools param requires --jinja flag",
            "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set",
            "model does not support tools",
        ] {
            assert_eq!(first.after(400, said, true, false), Some(tools), "{said}");
            assert_eq!(first.after(400, said, false, false), None);
            assert_eq!(tools.after(400, said, true, false), None, "once is enough");
        }
        assert_eq!(
            first.after(400, "'response_format.type' must be 'json_object' or 'text'", false, true),
            Some(Quirks { no_schema: true, ..first })
        );
        assert_eq!(
            first.after(
                400,
                "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
                false,
                false
            ),
            Some(Quirks { newer_limit: true, ..first })
        );
        assert_eq!(first.after(400, "JSON schema error at #: unrecognized type frob", true, true), None);
        assert_eq!(first.after(401, "tools are not supported", true, true), None);
    }
}
