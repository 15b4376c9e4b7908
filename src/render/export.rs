//! From an example to a line of a file.

use std::sync::OnceLock;

use minijinja::value::Value;

use super::{
    builtin,
    chat::Refusal,
    context::Row,
    json,
    raw::RawRow,
    sandbox::{Failure, LONGEST_ROW, LONGEST_TEMPLATE, Sandbox},
};
use crate::model::{
    dataset::Dataset,
    example::Example,
    id::ExampleId,
    message::{Message, Role},
};

/// What the person who exports may choose.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// What becomes of system turns.
    pub system: System,
    /// What becomes of what a model thought. The raw format always keeps it where it is.
    pub reasoning: Reasoning,
    /// The form of the arguments of calls; none takes the one that the target reads.
    pub tool_args: Option<ToolArgs>,
    /// Whether a text begins with a start token, where the format has one.
    pub bos: bool,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self { system: System::Keep, reasoning: Reasoning::Drop, tool_args: None, bos: true }
    }
}

/// What becomes of system turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// They stay.
    Keep,
    /// They are left out.
    Drop,
}

/// What becomes of what a model thought before it answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reasoning {
    /// It is left out.
    Drop,
    /// It stands in a member of its own, `reasoning_content`.
    Field,
    /// It stands before the answer, in `<think>`.
    Think,
}

/// The form of the arguments of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToolArgs {
    /// A JSON object.
    Object,
    /// JSON as text.
    String,
}

/// A template that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the template is wrong at line {line}, column {column}: {message}")]
pub struct TemplateError {
    /// Where, from 1.
    pub line: usize,
    /// Where in the line, in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// An example that cannot be written in this format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("example {example} cannot be written: {message}")]
pub struct RowError {
    /// Which example.
    pub example: ExampleId,
    /// Where in the template that showed, from 1; none when it is no place in the template.
    pub line: Option<usize>,
    /// Where in the line, in characters from 1.
    pub column: Option<usize>,
    /// Why.
    pub message: String,
}

/// Writes examples in one format. Rendering is work: call it off the async threads.
#[derive(Debug)]
pub struct Exporter {
    form: Form,
    options: ExportOptions,
}

#[derive(Debug)]
enum Form {
    /// Straight from the example.
    Raw,
    Template(Box<Sandbox>),
}

impl Exporter {
    /// Compiles a template: a built-in's or a person's own.
    pub fn new(template: &str, options: ExportOptions) -> Result<Self, TemplateError> {
        if template.len() > LONGEST_TEMPLATE {
            let message = format!("it is longer than {} KiB", LONGEST_TEMPLATE / 1024);
            return Err(TemplateError { line: 1, column: 1, message });
        }
        if builtin::find(builtin::RAW).is_some_and(|raw| raw.template == template) {
            return Ok(Self { form: Form::Raw, options });
        }
        let sandbox = Sandbox::new(template).map_err(|error| {
            let (line, column) = place(&error, template).unwrap_or((1, 1));
            TemplateError { line, column, message: worded(&error) }
        })?;
        Ok(Self { form: Form::Template(Box::new(sandbox)), options })
    }

    /// One line without its line end: one JSON object.
    pub fn line(&self, example: &Example, dataset: &Dataset) -> Result<String, RowError> {
        let failed = |place: Option<(usize, usize)>, message: String| RowError {
            example: example.id,
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            message,
        };
        match &self.form {
            Form::Raw if self.options.system == System::Keep => json::line(&RawRow::of(example, dataset)),
            Form::Raw => json::line(&RawRow::of(&self.chosen(example), dataset)),
            Form::Template(sandbox) => {
                let text = sandbox.render(self.row(example, dataset), size_of(example));
                let text = text.map_err(|failure| match failure {
                    Failure::TooLong => {
                        failed(None, format!("the row is longer than {} MiB", LONGEST_ROW >> 20))
                    }
                    Failure::Template(error) => failed(place(&error, sandbox.source()), worded(&error)),
                })?;
                json::one_object(&text)
            }
        }
        .map_err(|error| failed(None, format!("the row is not one JSON object: {error} of the row")))
    }

    fn row(&self, example: &Example, dataset: &Dataset) -> Value {
        Value::from_object(Row {
            example: self.chosen(example),
            dataset: dataset.clone(),
            options: self.options.clone(),
            members: OnceLock::new(),
        })
    }

    fn chosen(&self, example: &Example) -> Example {
        let mut example = example.clone();
        if self.options.system == System::Drop {
            example.messages.retain(|message| message.role != Role::System);
        }
        example
    }
}

/// About how many bytes an example holds.
fn size_of(example: &Example) -> usize {
    let of = |m: &Message| {
        let calls = m.tool_calls.iter().map(|call| call.arguments.len() * 64).sum::<usize>();
        m.content.len() + m.reasoning.as_ref().map_or(0, String::len) + calls
    };
    let slots = example.slots.values().map(String::len).sum::<usize>();
    let lost = example.alternatives.iter().map(|a| a.output.len()).sum::<usize>();
    example.messages.iter().map(of).sum::<usize>() + slots + lost
}

/// Line and column of an error in the source of its template.
fn place(error: &minijinja::Error, source: &str) -> Option<(usize, usize)> {
    let line = error.line()?;
    let column = error.range().and_then(|range| {
        let before = source.get(..range.start)?;
        Some(before.rsplit('\n').next()?.chars().count() + 1)
    });
    Some((line, column.unwrap_or(1)))
}

/// What went wrong, in the words of the format where it refused.
fn worded(error: &minijinja::Error) -> String {
    let refusal = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Refusal>());
    match (refusal, error.kind(), error.detail()) {
        (Some(Refusal(why)), ..) => why.clone(),
        (None, minijinja::ErrorKind::OutOfFuel, _) => "the template does too much for one row".to_owned(),
        (None, kind, Some(detail)) => format!("{kind}: {detail}"),
        (None, kind, None) => kind.to_string(),
    }
}
