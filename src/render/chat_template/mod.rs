//! Chat templates: how a model sees a conversation, written by its makers in the Jinja that Python runs.
//!
//! They are rendered as the `transformers` package renders them, down to how Python prints a list; see
//! [`python`]. Undefined names are empty, as they are there. [`mask`] says which parts a trainer learns from,
//! [`source`] finds a template in the files that models come with.

mod generation;
mod mask;
mod python;
pub mod source;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use minijinja::{
    AutoEscape, Environment, ErrorKind, UndefinedBehavior,
    syntax::SyntaxConfig,
    value::{Serde, Value},
};
use minijinja_contrib::pycompat;
use serde_json::{Map, Value as Json};

pub use mask::{LossMask, Method, Span};

use super::{
    chat::{self, Wanted},
    export::{ExportOptions, Reasoning, ToolArgs},
    sandbox::{Failure, LONGEST_ROW, LONGEST_TEMPLATE, Sandbox},
};
use crate::model::example::Example;

/// Instructions that a conversation may take: templates loop over every turn, and some look at each letter.
const FUEL: u64 = 2_000_000;

/// A chat template, ready to render.
#[derive(Debug)]
pub struct ChatTemplate {
    engine: Sandbox,
    marks_generation: bool,
    bos_token: String,
    eos_token: String,
}

/// A conversation as the template is to see it. Messages are in the form of OpenAI's API, with arguments of
/// calls as objects.
#[derive(Clone, Debug, Default)]
pub struct Conversation {
    /// The turns.
    pub messages: Vec<Json>,
    /// The tools on offer; none is not the same as an empty list to some templates.
    pub tools: Option<Json>,
    /// Whether the model is to go on after it.
    pub add_generation_prompt: bool,
    /// What else the template may ask for, by name, such as `enable_thinking`.
    pub variables: Map<String, Json>,
}

/// What a model sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendering {
    /// The text, special tokens spelled out.
    pub text: String,
    /// What of it a trainer learns from.
    pub loss_mask: LossMask,
}

/// Why there is no text.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ChatTemplateError {
    /// The template is not one.
    #[error("the chat template cannot be read{}: {detail}", in_line(*line))]
    Syntax {
        /// Where, from 1.
        line: Option<usize>,
        /// What is wrong.
        detail: String,
    },
    /// The template is longer than any that a model comes with.
    #[error("the chat template is longer than {} KiB", LONGEST_TEMPLATE / 1024)]
    TemplateTooLong,
    /// The template says no to this conversation, or fails at it.
    #[error("the chat template does not take this conversation{}: {detail}", in_line(*line))]
    Refused {
        /// Where, from 1.
        line: Option<usize>,
        /// The template's own words, or what is wrong.
        detail: String,
    },
    /// More was written than any model reads.
    #[error("the text would be longer than {} MiB", LONGEST_ROW / 1024 / 1024)]
    TooLong,
}

fn in_line(line: Option<usize>) -> String {
    line.map(|line| format!(" (line {line})")).unwrap_or_default()
}

impl ChatTemplate {
    /// Reads a template. The two tokens are what its `bos_token` and `eos_token` stand for.
    pub fn new(source: &str, bos_token: &str, eos_token: &str) -> Result<Self, ChatTemplateError> {
        if source.len() > LONGEST_TEMPLATE {
            return Err(ChatTemplateError::TemplateTooLong);
        }
        let (source, marks_generation) = generation::as_filter(source);
        let engine = Sandbox::in_environment(environment(), &source, FUEL)
            .map_err(|error| ChatTemplateError::Syntax { line: error.line(), detail: said(&error) })?;
        let (bos_token, eos_token) = (bos_token.to_owned(), eos_token.to_owned());
        Ok(Self { engine, marks_generation, bos_token, eos_token })
    }

    /// Renders a conversation. `now` is what the template takes for the time.
    pub fn render(&self, conversation: &Conversation, now: DateTime) -> Result<Rendering, ChatTemplateError> {
        let size = self.size(conversation);
        let marked = self.text(conversation, now, size)?;
        if self.marks_generation {
            let (text, spans) = generation::unmark(&marked);
            return Ok(Rendering { text, loss_mask: LossMask::marked(spans) });
        }
        let loss_mask = mask::by_prefix(&marked, conversation, |part| self.text(part, now, size).ok());
        Ok(Rendering { text: marked, loss_mask })
    }

    fn text(
        &self,
        conversation: &Conversation,
        now: DateTime,
        size: usize,
    ) -> Result<String, ChatTemplateError> {
        self.engine.render(self.context(conversation, now), size).map_err(|failure| match failure {
            Failure::Template(error) => {
                ChatTemplateError::Refused { line: error.line(), detail: said(&error) }
            }
            Failure::TooLong => ChatTemplateError::TooLong,
        })
    }

    fn context(&self, conversation: &Conversation, now: DateTime) -> Value {
        let strftime = move |format: String| -> Result<String, minijinja::Error> {
            jiff::fmt::strtime::format(&format, now)
                .map_err(|error| minijinja::Error::new(ErrorKind::InvalidOperation, error.to_string()))
        };
        let own = [
            ("messages", Value::from(Serde(&conversation.messages))),
            ("tools", Value::from(Serde(&conversation.tools))),
            ("documents", Value::from(())),
            ("add_generation_prompt", conversation.add_generation_prompt.into()),
            ("bos_token", self.bos_token.as_str().into()),
            ("eos_token", self.eos_token.as_str().into()),
            ("strftime_now", Value::from_function(strftime)),
        ];
        let variables = conversation.variables.iter();
        let variables = variables.map(|(name, value)| (name.clone(), Value::from(Serde(value))));
        let own = own.map(|(name, value)| (name.to_owned(), value));
        let names: BTreeMap<String, Value> = own.into_iter().chain(variables).collect();
        Value::from(names)
    }

    /// About how much there is to write.
    fn size(&self, conversation: &Conversation) -> usize {
        let length = |value: &Json| serde_json::to_string(value).map_or(0, |text| text.len());
        let messages: usize = conversation.messages.iter().map(length).sum();
        messages + conversation.tools.as_ref().map_or(0, length) + self.engine.source().len()
    }
}

/// A conversation as the common loaders hand an example to a template: arguments as objects, reasoning beside
/// the text. The error reads on after "it cannot be rendered:".
pub fn conversation_of(example: &Example) -> Result<Conversation, String> {
    let wanted = Wanted {
        arguments: ToolArgs::Object,
        train: None,
        tools: true,
        reasoning: true,
        tool_names: true,
        text_beside_calls: true,
    };
    let options = ExportOptions { reasoning: Reasoning::Field, ..ExportOptions::default() };
    let turns = chat::turns(example, &wanted, &options).map_err(|refusal| refusal.to_string())?;
    let json = |error: serde_json::Error| error.to_string();
    let messages = turns.iter().map(serde_json::to_value).collect::<Result<_, _>>().map_err(json)?;
    let tools = if example.tools.is_empty() {
        None
    } else {
        Some(serde_json::to_value(&example.tools).map_err(json)?)
    };
    Ok(Conversation { messages, tools, ..Conversation::default() })
}

fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_debug(false);
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        env.set_syntax(syntax);
    }
    env.set_undefined_behavior(UndefinedBehavior::Lenient);
    env.set_auto_escape_callback(|_| AutoEscape::None);
    env.set_unknown_method_callback(pycompat::unknown_method_callback);
    env.set_formatter(python::print);
    env.add_filter(generation::FILTER, generation::mark);
    env.add_filter("tojson", python::tojson);
    env.add_filter("string", |value: Value| python::text(&value));
    env.add_filter("join", python::join);
    env.add_filter("length", python::length);
    env.add_filter("count", python::length);
    env.add_test("iterable", python::is_iterable);
    env.add_function("raise_exception", |message: String| -> Result<Value, minijinja::Error> {
        Err(minijinja::Error::new(ErrorKind::InvalidOperation, message))
    });
    env
}

fn said(error: &minijinja::Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned)
}
