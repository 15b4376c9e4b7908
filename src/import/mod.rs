//! Text in: a file that people have becomes drafts of examples.
//!
//! [`plan`] looks at the first rows and says what the file is; [`each_draft`] goes through all of it, one row at a
//! time and with constant memory, and hands out a draft or what is wrong with the row. [`container`] takes files
//! apart into [`record`]s, whatever they are packed in; [`mod@format`] makes a draft of a record. What a row brings
//! that has no place in an example is kept in its `extra`. Nothing here knows where files come from or where
//! examples go.

mod container;
mod delimited;
mod draft;
mod fault;
mod format;
mod json;
mod parquet;
mod record;
mod source;
mod text;

#[cfg(test)]
mod tests;

use std::{ops::ControlFlow, sync::Arc};

use serde_json::{Map, Value};

pub use self::{
    container::{Container, Packing, Rows},
    draft::Draft,
    fault::{Fault, ImportError},
    format::{
        Format,
        columns::{Column, ImportMappingError, Mapping, Target},
    },
    source::Source,
};

/// Rows that are looked at to find out what a file is.
const FIRST_ROWS: usize = 50;

/// What is known of a file beforehand.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Its format; found out when left out.
    pub format: Option<Format>,
    /// Where columns go; guessed by their names when left out.
    pub mapping: Option<Mapping>,
}

/// What a file is and how its rows are read.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How it is packed.
    pub container: Container,
    /// What its rows are.
    pub format: Format,
    /// The members of its first rows, and where they go.
    pub columns: Vec<Column>,
    mapping: Mapping,
}

impl Plan {
    /// What has to be said before any row can be read; none when nothing has.
    pub fn lacks(&self) -> Option<&'static str> {
        (self.format == Format::Columns).then(|| self.mapping.lacks()).flatten()
    }
}

/// Looks at the first rows of a file and says what it is.
pub fn plan(source: &Arc<dyn Source>, wish: &Wish) -> Result<Plan, ImportError> {
    let mut first: Vec<Map<String, Value>> = Vec::new();
    let mut seen = 0;
    let container = container::each_record(source, &mut |record| {
        seen += 1;
        first.extend(record.members.ok());
        if seen < FIRST_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if seen == 0 {
        return Err(ImportError::NoRows);
    }
    if first.is_empty() {
        return Err(ImportError::NoObjects);
    }
    let named = wish.mapping.as_ref().map(|_| Format::Columns);
    let found = || first.iter().find_map(Format::of);
    let format = wish.format.or(named).or_else(found).unwrap_or(Format::Columns);
    let mapping = wish.mapping.clone().unwrap_or_else(|| Mapping::guess(&format::flat(format, &first)));
    let columns = format::columns_of(format, &first, &mapping);
    Ok(Plan { container, format, columns, mapping })
}

/// Hands out each row of a file with its number, as it is or with what is wrong with it, until it is told to stop.
pub fn each_row(
    source: &Arc<dyn Source>,
    each: &mut dyn FnMut(u64, Result<Map<String, Value>, Fault>) -> ControlFlow<()>,
) -> Result<(), ImportError> {
    container::each_record(source, &mut |record| each(record.number, record.members)).map(drop)
}

/// Hands out each row of a file with its number, as a draft or with what is wrong with it, until it is told to stop.
pub fn each_draft(
    source: &Arc<dyn Source>,
    plan: &Plan,
    each: &mut dyn FnMut(u64, Result<Draft, Fault>) -> ControlFlow<()>,
) -> Result<(), ImportError> {
    container::each_record(source, &mut |record| {
        let draft = record.members.and_then(|members| plan.format.draft(members, &plan.mapping));
        each(record.number, draft.and_then(|draft| draft.checked(plan.format)))
    })
    .map(drop)
}
