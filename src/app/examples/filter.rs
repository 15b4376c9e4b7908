//! Which examples are meant: a text that they contain and conditions that they meet, all of them. The table, the
//! exports and the terminal say it in the same words: `rating:4..5`, `tag:urgent`.

use std::ops::RangeInclusive;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    app::error::AppError,
    model::{
        example::{Example, Split},
        message::Message,
    },
};

/// What a condition may be about, as a person is told who wrote another.
const FIELDS: &str = "tag, template, model, run, rating, split, edited, calls, lost, added and id";

/// Which examples are meant.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In lower case; empty takes all.
    text: String,
    conditions: Vec<Condition>,
}

/// What an example has to be like.
#[derive(Clone, Debug)]
enum Condition {
    Tag(String),
    /// Its name at the time, or its id.
    Template(String),
    Model(String),
    Run(u64),
    Rating(RangeInclusive<u64>),
    Unrated,
    Split(Split),
    Edited(bool),
    /// Whether its answer calls a tool.
    Calls(bool),
    /// Whether an answer lost against it.
    Lost(bool),
    Added(RangeInclusive<Date>),
    Id(RangeInclusive<u64>),
}

impl Filter {
    /// Reads what was asked for: a text, which may be empty, and conditions of the form `field:value`.
    pub fn parse<S: AsRef<str>>(text: &str, conditions: &[S]) -> Result<Self, AppError> {
        let conditions = conditions.iter().map(|condition| Condition::parse(condition.as_ref()));
        Ok(Self { text: text.to_lowercase(), conditions: conditions.collect::<Result<_, _>>()? })
    }

    /// Whether it lets every example through.
    pub fn takes_all(&self) -> bool {
        self.text.is_empty() && self.conditions.is_empty()
    }

    /// Whether an example is meant.
    pub fn takes(&self, example: &Example) -> bool {
        self.conditions.iter().all(|condition| condition.is_met_by(example))
            && (self.text.is_empty() || mentions(example, &self.text))
    }
}

impl Condition {
    fn parse(written: &str) -> Result<Self, AppError> {
        let Some((field, value)) = written.split_once(':').map(|(field, value)| (field.trim(), value.trim()))
        else {
            return Err(wrong(&format!(
                "`{written}` is no condition; write field:value, such as rating:4..5"
            )));
        };
        if value.is_empty() {
            return Err(wrong(&format!("{field} has no value; write {field}:value")));
        }
        Ok(match field {
            "tag" => Self::Tag(value.to_lowercase()),
            "template" => Self::Template(value.to_lowercase()),
            "model" => Self::Model(value.to_lowercase()),
            "run" => Self::Run(*range(field, value, parsed)?.start()),
            "rating" if value == "none" => Self::Unrated,
            "rating" => Self::Rating(range(field, value, parsed)?),
            "split" => Self::Split(split(value)?),
            "edited" => Self::Edited(truth(field, value)?),
            "calls" => Self::Calls(truth(field, value)?),
            "lost" => Self::Lost(truth(field, value)?),
            "added" => Self::Added(range(field, value, |text| text.parse().ok())?),
            "id" => Self::Id(range(field, value, parsed)?),
            _ => return Err(wrong(&format!("there is no field `{field}`; there are {FIELDS}"))),
        })
    }

    fn is_met_by(&self, example: &Example) -> bool {
        match self {
            Self::Tag(tag) => example.tags.iter().any(|one| one.to_lowercase() == *tag),
            Self::Template(wanted) => example.template.as_ref().is_some_and(|template| {
                template.name.to_lowercase() == *wanted || template.id.to_string() == *wanted
            }),
            Self::Model(model) => {
                example.source.as_ref().is_some_and(|source| source.model.to_lowercase() == *model)
            }
            Self::Run(run) => example.source.as_ref().is_some_and(|source| source.run.0 == *run),
            Self::Rating(range) => example.rating.is_some_and(|rating| range.contains(&rating.into())),
            Self::Unrated => example.rating.is_none(),
            Self::Split(split) => example.split == *split,
            Self::Edited(edited) => example.edited == *edited,
            Self::Calls(calls) => *calls != example.tool_calls().is_empty(),
            Self::Lost(lost) => *lost != example.alternatives.is_empty(),
            Self::Added(days) => days.contains(&day(example.timestamp)),
            Self::Id(range) => range.contains(&example.id.0),
        }
    }
}

/// Lowest and highest value of what a range is of.
trait Ends: Copy + PartialOrd {
    const FIRST: Self;
    const LAST: Self;
}

impl Ends for u64 {
    const FIRST: Self = Self::MIN;
    const LAST: Self = Self::MAX;
}

impl Ends for Date {
    const FIRST: Self = Self::MIN;
    const LAST: Self = Self::MAX;
}

/// One value, or two with dots between them, of which one may be left out.
fn range<T: Ends>(
    field: &str,
    value: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<RangeInclusive<T>, AppError> {
    let example = if field == "added" { "2026-03-01..2026-03-31" } else { "4..5" };
    let unread = || wrong(&format!("{field} is `{value}`; write {field}:{example}, or one end of it"));
    let end = |text: &str, open: T| match text.trim() {
        "" => Ok(open),
        text => parse(text).ok_or_else(unread),
    };
    let (first, last) = match value.split_once("..") {
        Some((first, last)) => (end(first, T::FIRST)?, end(last, T::LAST)?),
        None => {
            let only = end(value, T::FIRST)?;
            (only, only)
        }
    };
    if first > last { Err(unread()) } else { Ok(first..=last) }
}

fn parsed(text: &str) -> Option<u64> {
    text.parse().ok()
}

fn truth(field: &str, value: &str) -> Result<bool, AppError> {
    value.parse().map_err(|_| wrong(&format!("{field} is `{value}`; write {field}:true or {field}:false")))
}

fn split(value: &str) -> Result<Split, AppError> {
    Ok(match value {
        "auto" => Split::Auto,
        "train" => Split::Train,
        "valid" => Split::Valid,
        "test" => Split::Test,
        _ => return Err(wrong(&format!("split is `{value}`; choose auto, train, valid or test"))),
    })
}

fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

fn wrong(sentence: &str) -> AppError {
    AppError::bad("filter", format!("filter: {sentence}"))
}

/// Whether any text of an example contains `wanted`, which is in lower case.
fn mentions(example: &Example, wanted: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    let in_turn = |m: &Message| {
        has(&m.content)
            || m.reasoning.as_deref().is_some_and(has)
            || m.tool_calls.iter().any(|c| has(&c.name) || c.arguments.values().any(|v| has(&v.to_string())))
    };
    example.messages.iter().any(in_turn)
        || example.slots.values().any(|value| has(value))
        || example.tags.iter().any(|tag| has(tag))
        || example.note.as_deref().is_some_and(has)
}
