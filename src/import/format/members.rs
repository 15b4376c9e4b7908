//! Taking what is known out of a row, so that what is left can be kept as it is.

use serde_json::{Map, Value};

use super::{super::fault::Fault, tools};
use crate::{
    import::draft::Draft,
    model::{
        example::Split,
        message::{Message, Role},
    },
};

/// A row, or what is left of it.
pub(super) struct Members(pub(super) Map<String, Value>);

impl Members {
    /// Takes a member, unless it is null or not there.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        self.0.shift_remove(name).filter(|value| !value.is_null())
    }

    /// Takes a member that has to be text, if it is there.
    pub(super) fn text(&mut self, name: &'static str) -> Result<Option<String>, Fault> {
        self.take(name).map(|value| text(name, value)).transpose()
    }

    /// Takes a member that has to be there.
    pub(super) fn need(&mut self, name: &'static str) -> Result<Value, Fault> {
        self.take(name).ok_or_else(|| Fault::new(format!("it has no {name}")))
    }

    /// Takes a member that has to be an object, if it is there.
    pub(super) fn object(&mut self, name: &str) -> Option<Self> {
        match self.0.shift_remove(name) {
            Some(Value::Object(members)) => Some(Self(members)),
            Some(other) => {
                self.0.insert(name.to_owned(), other);
                None
            }
            None => None,
        }
    }

    /// Takes the system prompt, text or parts, and puts it before everything else.
    pub(super) fn system(&mut self, name: &'static str, messages: &mut Vec<Message>) -> Result<(), Fault> {
        let Some(value) = self.take(name) else { return Ok(()) };
        let content = super::turns::plain(name, value)?;
        if !content.is_empty() {
            messages.insert(0, Message::new(Role::System, content));
        }
        Ok(())
    }

    /// Takes the tools, in any of their forms.
    pub(super) fn tools(&mut self, draft: &mut Draft) -> Result<(), Fault> {
        for name in ["tools", "functions"] {
            if let Some(value) = self.take(name) {
                draft.tools.extend(tools::definitions(value, &mut draft.extra)?);
            }
        }
        Ok(())
    }

    /// Gives the draft what any row may say of itself, and everything that is left.
    pub(super) fn leave(mut self, draft: &mut Draft) {
        self.remarks(draft);
        draft.extra.append(&mut self.0);
    }

    fn remarks(&mut self, draft: &mut Draft) {
        if let Some(tags) = self.0.get("tags").and_then(labels) {
            draft.tags = tags;
            self.0.shift_remove("tags");
        }
        if draft.rating.is_none()
            && let Some(rating) = self.0.get("rating").and_then(stars)
        {
            draft.rating = Some(rating);
            self.0.shift_remove("rating");
        }
        if draft.note.is_none()
            && let Some(Value::String(note)) = self.0.get("note")
        {
            draft.note = Some(note.clone());
            self.0.shift_remove("note");
        }
        if let Some(split) = self.0.get("split").and_then(Value::as_str).and_then(split) {
            draft.split = split;
            self.0.shift_remove("split");
        }
    }
}

pub(super) fn text(name: &str, value: Value) -> Result<String, Fault> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(is) => Ok(is.to_string()),
        _ => Err(Fault::new(format!("{name} is no text"))),
    }
}

/// Labels, as a list or with commas between.
pub(super) fn labels(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(all) => all.iter().map(|label| label.as_str().map(str::to_owned)).collect(),
        Value::String(all) => {
            Some(all.split(',').map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect())
        }
        _ => None,
    }
}

/// A rating, if it is one.
pub(super) fn stars(value: &Value) -> Option<u8> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    (1..=5).find(|stars| (f64::from(*stars) - number).abs() < f64::EPSILON)
}

/// Where a split puts a row, in the words that people use.
pub(super) fn split(word: &str) -> Option<Split> {
    match word {
        "auto" => Some(Split::Auto),
        "train" => Some(Split::Train),
        "valid" | "validation" | "val" | "dev" => Some(Split::Valid),
        "test" => Some(Split::Test),
        _ => None,
    }
}
