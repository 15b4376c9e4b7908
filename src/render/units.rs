//! What lines are made from: an example as it is, each of its answers, or its answer beside those that lost.

use std::sync::Arc;

use super::export::ExportOptions;
use crate::model::{
    example::{Alternative, AlternativeKind, Example},
    export_template::Unit,
    message::{Message, Role},
};

/// What one line is made from.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The conversation, which ends with the answer that the line is about.
    pub(super) example: Arc<Example>,
    /// The same with an answer that lost.
    pub(super) rejected: Option<Arc<Example>>,
    /// Whether the answer was taken.
    pub(super) label: Option<bool>,
}

impl Piece {
    fn of(example: Arc<Example>) -> Self {
        Self { example, rejected: None, label: None }
    }
}

/// The pieces of an example; none when it has nothing of the kind.
pub(super) fn pieces(example: Example, unit: Unit, options: &ExportOptions) -> Vec<Piece> {
    let example = Arc::new(example);
    let lost = || example.alternatives.iter().filter(|lost| options.takes(lost.kind));
    match unit {
        Unit::Example => vec![Piece::of(example)],
        Unit::Turn => turns(&example),
        Unit::Pair => lost()
            .map(|lost| Piece {
                rejected: Some(Arc::new(with_answer(&example, lost))),
                ..Piece::of(Arc::clone(&example))
            })
            .collect(),
        Unit::Candidate => {
            let labelled = |example, label| Piece { label: Some(label), ..Piece::of(example) };
            let taken = labelled(Arc::clone(&example), true);
            let lost = lost().map(|lost| labelled(Arc::new(with_answer(&example, lost)), false));
            std::iter::once(taken).chain(lost).collect()
        }
    }
}

/// How many answers lost against the answer of an example, by how.
pub fn pairs(example: &Example) -> [(AlternativeKind, usize); 3] {
    [AlternativeKind::Rejected, AlternativeKind::Original, AlternativeKind::Outranked]
        .map(|kind| (kind, example.alternatives.iter().filter(|lost| lost.kind == kind).count()))
}

fn turns(example: &Arc<Example>) -> Vec<Piece> {
    let answers = example.messages.iter().enumerate().filter(|(_, m)| m.role == Role::Assistant);
    answers
        .map(|(at, _)| {
            let mut until = Example::clone(example);
            until.messages.truncate(at + 1);
            Piece::of(Arc::new(until))
        })
        .collect()
}

/// The example with another answer. What the model thought belongs to the answer that was taken.
fn with_answer(example: &Example, lost: &Alternative) -> Example {
    let mut other = example.clone();
    if other.messages.last().is_some_and(|last| last.role == Role::Assistant) {
        other.messages.pop();
    }
    let answer = Message::new(Role::Assistant, lost.output.clone());
    other.messages.push(Message { tool_calls: lost.tool_calls.clone(), ..answer });
    other
}
