//! Places in a prompt. `{name}` is a slot, `{{name}}` writes `{name}`, and every other brace is text, since
//! prompts are full of JSON. Values go in once and are never searched for slots.

use std::collections::BTreeMap;

/// The value of each slot, by name.
pub type SlotValues = BTreeMap<String, String>;

/// A slot that a prompt names and nobody gave a value for.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("slot `{0}` has no value")]
pub struct MissingSlot(pub String);

/// A stretch of a prompt.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum Part<'a> {
    /// Goes out as it stands.
    Text(&'a str),
    /// Is replaced by the value of this slot.
    Slot(&'a str),
}

/// Whether `name` can be a slot: `[A-Za-z_][A-Za-z0-9_]*`.
pub fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Cuts a prompt into text and slots, in order.
pub fn parts(prompt: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut text_from = 0;
    let mut at = 0;
    while let Some(found) = prompt[at..].find('{') {
        let open = at + found;
        let rest = &prompt[open..];
        if let Some(name) = rest.strip_prefix("{{").and_then(|r| braced(r, "}}")) {
            push_text(&mut parts, &prompt[text_from..open]);
            let literal = open + 1;
            parts.push(Part::Text(&prompt[literal..literal + name.len() + 2]));
            at = open + name.len() + 4;
            text_from = at;
        } else if let Some(name) = rest.strip_prefix('{').and_then(|r| braced(r, "}")) {
            push_text(&mut parts, &prompt[text_from..open]);
            parts.push(Part::Slot(name));
            at = open + name.len() + 2;
            text_from = at;
        } else {
            at = open + 1;
        }
    }
    push_text(&mut parts, &prompt[text_from..]);
    parts
}

/// The slot names of several prompts, each once, in order of first use.
pub fn names<'a>(prompts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in prompts.into_iter().flat_map(parts) {
        if let Part::Slot(name) = part
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// Writes the values into a prompt.
pub fn fill(prompt: &str, values: &SlotValues) -> Result<String, MissingSlot> {
    let mut filled = String::with_capacity(prompt.len());
    for part in parts(prompt) {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Slot(name) => {
                filled.push_str(values.get(name).ok_or_else(|| MissingSlot(name.to_owned()))?);
            }
        }
    }
    Ok(filled)
}

fn push_text<'a>(parts: &mut Vec<Part<'a>>, text: &'a str) {
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
}

/// The slot name at the start of `rest`, if `close` follows it.
fn braced<'a>(rest: &'a str, close: &str) -> Option<&'a str> {
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
    let name = &rest[..end];
    (is_name(name) && rest[end..].starts_with(close)).then_some(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(prompt: &str, expected: &str) {
        let values = SlotValues::from([
            ("clause".to_owned(), "the tenant pays {rent}".to_owned()),
            ("tone".to_owned(), "calm".to_owned()),
        ]);
        assert_eq!(fill(prompt, &values).as_deref(), Ok(expected));
    }

    #[test]
    fn a_value_goes_in_once_and_is_not_searched_again() {
        check("Explain: {clause}.", "Explain: the tenant pays {rent}.");
        check("{tone}{tone}", "calmcalm");
    }

    #[test]
    fn doubled_braces_write_the_name_itself() {
        check("write {{tone}} as it is", "write {tone} as it is");
        check("{{{tone}}}", "{{tone}}");
    }

    #[test]
    fn braces_of_json_stay_text() {
        check(r#"{"tone": "{tone}", "n": {"a": 1}}"#, r#"{"tone": "calm", "n": {"a": 1}}"#);
        check("{ tone } {} {1st} {tone", "{ tone } {} {1st} {tone");
        check("größe {ü} {tone}", "größe {ü} calm");
    }

    #[test]
    fn a_slot_without_a_value_is_named() {
        assert_eq!(fill("{missing}", &SlotValues::new()), Err(MissingSlot("missing".to_owned())));
    }

    #[test]
    fn names_come_in_order_of_first_use_and_once() {
        assert_eq!(names(["Be {tone}.", "{clause} {{x}} {tone}"]), ["tone", "clause"]);
    }

    proptest! {
        #[test]
        fn any_text_without_slots_or_doubled_names_goes_out_unchanged(text in "[^{]{0,40}(\\{[^A-Za-z_{][^{]{0,9}){0,3}") {
            prop_assert_eq!(fill(&text, &SlotValues::new()), Ok(text));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}[{}a_ü]{0,30}") {
            drop(fill(&text, &SlotValues::new()));
        }
    }
}
