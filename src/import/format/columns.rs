//! Columns that mean what their names say, or what a person says.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{super::fault::Fault, alpaca, members, members::Members, turns};
use crate::{
    import::draft::Draft,
    model::{
        example::{Alternative, AlternativeKind},
        message::{Message, Role},
    },
};

/// A member of a file's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is called.
    pub name: String,
    /// What it becomes; none is kept as it is.
    pub target: Option<Target>,
}

/// What a member of a row becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The whole conversation.
    Conversation,
    /// The system prompt.
    System,
    /// The question.
    Question,
    /// What stands below the question.
    Context,
    /// The answer.
    Answer,
    /// What was thought before the answer.
    Reasoning,
    /// An answer that lost.
    Rejected,
    /// The tools.
    Tools,
    /// The slot values.
    Slots,
    /// The rating.
    Rating,
    /// The labels.
    Tags,
    /// The remark.
    Note,
    /// Where a split puts it.
    Split,
    /// Where it comes from.
    Origin,
}

/// Names by which a column is known, in the order in which they are preferred.
const NAMES: [(Target, &[&str]); 10] = [
    (Target::System, &["system", "system_prompt", "systemprompt", "developer"]),
    (
        Target::Question,
        &["question", "prompt", "instruction", "query", "user", "human", "input", "variation_prompt"],
    ),
    (
        Target::Answer,
        &["answer", "response", "output", "completion", "assistant", "final", "gpt", "target", "chosen"],
    ),
    (Target::Context, &["context", "passage", "input"]),
    (Target::Reasoning, &["reasoning", "cot", "chain_of_thought", "thinking", "analysis"]),
    (Target::Rejected, &["rejected", "rejected_answer"]),
    (Target::Rating, &["rating", "stars"]),
    (Target::Tags, &["tags", "labels", "label", "category"]),
    (Target::Note, &["note", "comment"]),
    (Target::Split, &["split"]),
];

/// Where columns go: one at most to each place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(BTreeMap<String, Target>);

impl Mapping {
    /// What a person said.
    pub fn of(columns: impl IntoIterator<Item = (String, Target)>) -> Result<Self, ImportMappingError> {
        let mut mapping = Self::default();
        for (column, target) in columns {
            if !target.takes_a_column() {
                return Err(ImportMappingError::NoPlace(target));
            }
            if mapping.0.values().any(|taken| *taken == target) {
                return Err(ImportMappingError::Twice(target));
            }
            mapping.0.insert(column, target);
        }
        Ok(mapping)
    }

    /// What the names of columns suggest.
    pub(in crate::import) fn guess(columns: &[String]) -> Self {
        let mut mapping = Self::default();
        for (target, names) in NAMES {
            let free = |column: &&String| !mapping.0.contains_key(*column);
            let called = |name: &&str| columns.iter().filter(free).find(|c| c.eq_ignore_ascii_case(name));
            if let Some(column) = names.iter().find_map(called) {
                mapping.0.insert(column.clone(), target);
            }
        }
        mapping
    }

    /// Where a column goes.
    pub fn target(&self, column: &str) -> Option<Target> {
        self.0.get(column).copied()
    }

    /// What has to be said still.
    pub(in crate::import) fn lacks(&self) -> Option<&'static str> {
        let has = |target: Target| self.0.values().any(|taken| *taken == target);
        match (has(Target::Question), has(Target::Answer)) {
            (true, true) => None,
            (false, true) => Some("say which column holds the question"),
            (true, false) => Some("say which column holds the answer"),
            (false, false) => Some("say which column holds the question and which the answer"),
        }
    }
}

/// What is wrong with a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportMappingError {
    /// Two columns go to one place.
    #[error("two columns are to be the {}; choose one of them", .0.id())]
    Twice(Target),
    /// Not a place for a column.
    #[error("a column cannot be the {}", .0.id())]
    NoPlace(Target),
}

impl Target {
    /// Every one of them.
    pub const ALL: [Self; 14] = [
        Self::Conversation,
        Self::System,
        Self::Question,
        Self::Context,
        Self::Answer,
        Self::Reasoning,
        Self::Rejected,
        Self::Tools,
        Self::Slots,
        Self::Rating,
        Self::Tags,
        Self::Note,
        Self::Split,
        Self::Origin,
    ];

    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::System => "system",
            Self::Question => "question",
            Self::Context => "context",
            Self::Answer => "answer",
            Self::Reasoning => "reasoning",
            Self::Rejected => "rejected",
            Self::Tools => "tools",
            Self::Slots => "slots",
            Self::Rating => "rating",
            Self::Tags => "tags",
            Self::Note => "note",
            Self::Split => "split",
            Self::Origin => "origin",
        }
    }

    /// Whether a person may send a column there.
    pub fn takes_a_column(self) -> bool {
        !matches!(self, Self::Conversation | Self::Tools | Self::Slots | Self::Origin)
    }
}

pub(super) fn draft(row: Members, mapping: &Mapping) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    let mut texts: BTreeMap<Target, Value> = BTreeMap::new();
    for (name, value) in row.0 {
        match mapping.target(&name) {
            Some(target) if !value.is_null() => drop(texts.insert(target, value)),
            _ => drop(draft.extra.insert(name, value)),
        }
    }
    let mut text = |target: Target| {
        let value = texts.remove(&target);
        value.map(|value| turns::plain(target.id(), value)).transpose().map(Option::unwrap_or_default)
    };
    let (system, context) = (text(Target::System)?, text(Target::Context)?);
    let mut question = text(Target::Question)?;
    if !context.is_empty() {
        let both = [("question", question.clone()), ("context", context.clone())];
        draft.slots.extend(both.map(|(name, value)| (name.to_owned(), value)));
        question = format!("{question}\n{context}");
    }
    let mut answer = alpaca::answer(text(Target::Answer)?);
    let thought = text(Target::Reasoning)?;
    if !thought.is_empty() {
        answer.reasoning = Some(thought);
    }
    if !system.is_empty() {
        draft.messages.push(Message::new(Role::System, system));
    }
    if !question.trim().is_empty() {
        draft.messages.push(Message::new(Role::User, question));
    }
    draft.messages.push(answer);
    let output = text(Target::Rejected)?;
    if !output.is_empty() {
        let kind = AlternativeKind::Rejected;
        draft.alternatives.push(Alternative { kind, output, tool_calls: Vec::new(), reason: None });
    }
    let note = text(Target::Note)?;
    draft.note = (!note.is_empty()).then_some(note);
    remarks(texts, &mut draft)?;
    Ok(draft)
}

fn remarks(mut values: BTreeMap<Target, Value>, draft: &mut Draft) -> Result<(), Fault> {
    if let Some(value) = values.remove(&Target::Tags) {
        draft.tags = members::labels(&value).ok_or_else(|| Fault::new("its tags are no list of labels"))?;
    }
    if let Some(value) = values.remove(&Target::Rating) {
        draft.rating = Some(members::stars(&value).ok_or_else(|| Fault::new("its rating is not 1 to 5"))?);
    }
    if let Some(value) = values.remove(&Target::Split) {
        let split = value.as_str().and_then(members::split);
        draft.split = split.ok_or_else(|| Fault::new("its split is none of train, valid and test"))?;
    }
    Ok(())
}
