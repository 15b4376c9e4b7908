//! Where the texts inside a JSON answer come from.

use serde_json::Value;

use super::{dice::Dice, paraphrase::Paraphrases, prompt::Prompt, prose};

/// A source of words for values.
pub(super) trait Texts {
    /// A text for the property `name`.
    fn text(&mut self, dice: &mut Dice, name: &str) -> String;

    /// Numbers of the prompt.
    fn numbers(&self) -> &[f64];

    /// The first of the values that the prompt mentions.
    fn mentioned(&self, values: &[Value]) -> Option<Value>;
}

/// Sentences and topics of the prompt.
pub(super) struct Words<'a>(pub(super) &'a Prompt);

/// Properties that hold a few words rather than a sentence.
const SHORT: &[&str] = &[
    "name", "title", "label", "tag", "category", "topic", "keyword", "type", "id", "subject", "city",
    "place", "location", "query", "key", "person", "party", "author",
];

/// Properties that hold a name, if the prompt has one.
const NAMES: &[&str] = &["name", "city", "place", "location", "person", "party", "author", "country"];

impl Texts for Words<'_> {
    fn text(&mut self, dice: &mut Dice, name: &str) -> String {
        let name = name.to_lowercase();
        let is = |list: &[&str]| list.iter().any(|part| name.contains(part));
        if is(NAMES)
            && let Some(found) = dice.pick(&self.0.names)
        {
            return found.clone();
        }
        if is(SHORT) { prose::topic(self.0, dice) } else { prose::sentence(self.0, dice) }
    }

    fn numbers(&self) -> &[f64] {
        &self.0.numbers
    }

    fn mentioned(&self, values: &[Value]) -> Option<Value> {
        mentioned(self.0, values)
    }
}

/// Arguments of a call: names and passages of the prompt rather than sentences about it.
pub(super) struct Arguments<'a>(pub(super) &'a Prompt);

impl Texts for Arguments<'_> {
    fn text(&mut self, dice: &mut Dice, name: &str) -> String {
        let name = name.to_lowercase();
        let prompt = self.0;
        if NAMES.iter().any(|part| name.contains(part))
            && let Some(found) = prompt.names.last()
        {
            return found.clone();
        }
        if ["text", "content", "message", "body", "clause"].iter().any(|part| name.contains(part)) {
            return prompt.text.clone();
        }
        if !prompt.topics.is_empty() {
            return prompt.topics[dice.below(prompt.topics.len())].clone();
        }
        prompt.names.first().cloned().unwrap_or_else(|| prompt.text.clone())
    }

    fn numbers(&self) -> &[f64] {
        &self.0.numbers
    }

    fn mentioned(&self, values: &[Value]) -> Option<Value> {
        mentioned(self.0, values)
    }
}

impl Texts for Paraphrases {
    fn text(&mut self, _: &mut Dice, _: &str) -> String {
        self.next().unwrap_or_default()
    }

    fn numbers(&self) -> &[f64] {
        &[]
    }

    fn mentioned(&self, _: &[Value]) -> Option<Value> {
        None
    }
}

fn mentioned(prompt: &Prompt, values: &[Value]) -> Option<Value> {
    let text = prompt.text.to_lowercase();
    let found = values.iter().find(|value| {
        value.as_str().is_some_and(|value| !value.is_empty() && text.contains(&value.to_lowercase()))
    });
    found.cloned()
}
