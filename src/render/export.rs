//! From an example to a line of a file.

use std::sync::{Arc, OnceLock};

use minijinja::value::Value;

use super::{
    builtin,
    chat::Refusal,
    context::Row,
    json,
    raw::RawRow,
    rules::Rule,
    sandbox::{Failure, LONGEST_ROW, LONGEST_TEMPLATE, Sandbox},
    units::{Piece, pieces},
};
use crate::model::{
    dataset::Dataset,
    example::{AlternativeKind, Example},
    export_template::Unit,
    id::ExampleId,
    message::{Message, Role},
};

pub use super::units::pairs;
/// What the person who exports may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportOptions {
    /// What becomes of system turns.
    pub system: System,
    /// What becomes of what a model thought. The raw format always keeps it where it is.
    pub reasoning: Reasoning,
    /// The form of the arguments of calls; none takes the one that the target reads.
    pub tool_args: Option<ToolArgs>,
    /// Whether a text begins with a start token, where the format has one.
    pub bos: bool,
    /// Which answers that lost are set against the one that was taken; empty takes all.
    pub pairs: Vec<AlternativeKind>,
}

impl ExportOptions {
    pub(super) fn takes(&self, kind: AlternativeKind) -> bool {
        self.pairs.is_empty() || self.pairs.contains(&kind)
    }
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            system: System::Keep,
            reasoning: Reasoning::Drop,
            tool_args: None,
            bos: true,
            pairs: Vec::new(),
        }
    }
}

/// What becomes of system turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum System {
    /// They stay.
    Keep,
    /// They are left out.
    Drop,
    /// This text takes their place, and the place of none.
    Replace(String),
}

/// The kind of file that lines are put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// A line for each row.
    Jsonl,
    /// A folder: the lines, and what the trainer wants beside them.
    Zip,
    /// A table for spreadsheets.
    Csv,
    /// A table for data tools.
    Parquet,
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
    /// Which rule it breaks.
    pub rule: Rule,
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
    unit: Unit,
    options: Arc<ExportOptions>,
}

#[derive(Debug)]
enum Form {
    /// Straight from the example.
    Raw,
    Template(Box<Sandbox>),
}

impl Exporter {
    /// Compiles a template: a built-in's or a person's own.
    pub fn new(template: &str, unit: Unit, options: ExportOptions) -> Result<Self, TemplateError> {
        let options = Arc::new(options);
        if template.len() > LONGEST_TEMPLATE {
            let message = format!("it is longer than {} KiB", LONGEST_TEMPLATE / 1024);
            return Err(TemplateError { line: 1, column: 1, message });
        }
        if builtin::find(builtin::RAW).is_some_and(|raw| raw.template == template && raw.unit == unit) {
            return Ok(Self { form: Form::Raw, unit, options });
        }
        let sandbox = Sandbox::new(template).map_err(|error| {
            let (line, column) = place(&error, template).unwrap_or((1, 1));
            TemplateError { line, column, message: worded(&error) }
        })?;
        Ok(Self { form: Form::Template(Box::new(sandbox)), unit, options })
    }

    /// The lines of an example without their line ends: one JSON object each. None, where it has nothing of
    /// what lines are made from.
    pub fn lines(&self, mut example: Example, dataset: &Arc<Dataset>) -> Result<Vec<String>, RowError> {
        self.choose(&mut example);
        if let Form::Raw = self.form {
            let line = json::line(&RawRow::of(&example, dataset));
            return Ok(vec![line.map_err(|error| no_object(example.id, &error))?]);
        }
        pieces(example, self.unit, &self.options).into_iter().map(|piece| self.line(piece, dataset)).collect()
    }

    fn line(&self, piece: Piece, dataset: &Arc<Dataset>) -> Result<String, RowError> {
        let Form::Template(sandbox) = &self.form else { return Ok(String::new()) };
        let (example, size) = (piece.example.id, size_of(&piece.example));
        let row = Value::from_object(Row {
            piece,
            dataset: Arc::clone(dataset),
            options: Arc::clone(&self.options),
            members: OnceLock::new(),
        });
        let text = sandbox.render(row, size).map_err(|failure| match failure {
            Failure::TooLong => RowError {
                example,
                rule: Rule::TooLong,
                line: None,
                column: None,
                message: format!("the row is longer than {} MiB", LONGEST_ROW >> 20),
            },
            Failure::Template(error) => {
                let place = place(&error, sandbox.source());
                RowError {
                    example,
                    rule: refusal(&error).map_or(Rule::Failed, |refusal| refusal.rule),
                    line: place.map(|(line, _)| line),
                    column: place.map(|(_, column)| column),
                    message: worded(&error),
                }
            }
        })?;
        json::one_object(&text).map_err(|error| no_object(example, &error))
    }

    fn choose(&self, example: &mut Example) {
        match &self.options.system {
            System::Keep => {}
            System::Drop => example.messages.retain(|message| message.role != Role::System),
            System::Replace(text) => {
                example.messages.retain(|message| message.role != Role::System);
                if !text.is_empty() {
                    example.messages.insert(0, Message::new(Role::System, text.clone()));
                }
            }
        }
    }
}

fn no_object(example: ExampleId, error: &serde_json::Error) -> RowError {
    let message = format!("the row is not one JSON object: {error} of the row");
    RowError { example, rule: Rule::NotJson, line: None, column: None, message }
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

/// The words in which a format refused.
fn refusal(error: &minijinja::Error) -> Option<&Refusal> {
    std::error::Error::source(error).and_then(|source| source.downcast_ref::<Refusal>())
}

/// What went wrong, in the words of the format where it refused.
fn worded(error: &minijinja::Error) -> String {
    match (refusal(error), error.kind(), error.detail()) {
        (Some(refusal), ..) => refusal.why.clone(),
        (None, minijinja::ErrorKind::OutOfFuel, _) => "the template does too much for one row".to_owned(),
        (None, kind, Some(detail)) => format!("{kind}: {detail}"),
        (None, kind, None) => kind.to_string(),
    }
}
