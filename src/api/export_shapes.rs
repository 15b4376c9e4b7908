//! What is said of an export before it is downloaded, on the wire.

use std::collections::BTreeMap;

use poem_openapi::Object;

use super::wire::wire_enum;
use crate::{app::exports, model::id::ExampleId, render::rules};

/// The first lines of an export.
#[derive(Object)]
pub(super) struct ExportPreview {
    /// The lines.
    lines: Vec<PreviewLine>,
    /// How many examples there are to write; none where a filter decides. The check counts them.
    total: Option<u64>,
    /// What the file will be called.
    file_name: String,
}

/// A line as it will stand in the file.
#[derive(Object)]
struct PreviewLine {
    /// The example it was written from.
    example_id: u64,
    /// The line.
    text: String,
}

/// What an export would be, before it is downloaded.
#[derive(Object)]
pub(super) struct ExportCheck {
    /// Examples that were looked at.
    examples: u64,
    /// Examples that have nothing of what lines are made from, such as answers that lost.
    without_rows: u64,
    /// Rows that would be written.
    rows: u64,
    /// What the file would be called.
    file_name: String,
    /// The files in it, where it is a ZIP.
    files: Vec<CheckedFile>,
    /// How many groups there are in a split: a prompt with its paraphrases and near copies stays on one side.
    groups: Option<u64>,
    /// The rules that are broken, the worst first.
    findings: Vec<Finding>,
    /// Whether something has to be mended or left out before the file is of use.
    blocked: bool,
    /// How many answers lost, by how they did.
    pairs: BTreeMap<String, u64>,
}

/// A file in a ZIP.
#[derive(Object)]
struct CheckedFile {
    /// Its name.
    name: String,
    /// Its rows, if it has rows.
    rows: Option<u64>,
}

/// A rule that is broken.
#[derive(Object)]
struct Finding {
    /// The rule, as `exclude` names it.
    rule: String,
    /// What it says.
    title: String,
    /// How bad it is.
    severity: Severity,
    /// How many rows break it.
    count: u64,
    /// Whether these rows can be left out.
    excludable: bool,
    /// The first places.
    first: Vec<FindingPlace>,
}

/// Where a rule is broken.
#[derive(Object)]
struct FindingPlace {
    /// The example; none when the whole file breaks it.
    example_id: Option<u64>,
    /// What breaks it there.
    detail: String,
}

wire_enum! {
    /// How bad a broken rule is.
    Severity from rules::Severity {
        /// The reader refuses the row or the file, or learns something else.
        Error,
        /// It is read, and may not be what you want.
        Warning,
    }
}

impl From<exports::Preview> for ExportPreview {
    fn from(found: exports::Preview) -> Self {
        let line = |line: exports::PreviewLine| PreviewLine { example_id: line.example.0, text: line.text };
        Self {
            lines: found.lines.into_iter().map(line).collect(),
            total: found.total,
            file_name: found.file_name,
        }
    }
}

impl From<exports::Check> for ExportCheck {
    fn from(check: exports::Check) -> Self {
        let place = |(example, detail): (Option<ExampleId>, String)| FindingPlace {
            example_id: example.map(|example| example.0),
            detail,
        };
        let finding = |(found, severity): (rules::Finding<ExampleId>, rules::Severity)| Finding {
            rule: found.rule.id().to_owned(),
            title: found.rule.title().to_owned(),
            severity: severity.into(),
            count: found.count,
            excludable: found.rule.is_of_lines(),
            first: found.first.into_iter().map(place).collect(),
        };
        let file = |file: exports::CheckedFile| CheckedFile { name: file.name, rows: file.rows };
        Self {
            examples: check.examples,
            without_rows: check.without_rows,
            rows: check.rows,
            file_name: check.file_name,
            files: check.files.into_iter().map(file).collect(),
            groups: check.groups,
            findings: check.findings.into_iter().map(finding).collect(),
            blocked: check.is_blocked,
            pairs: check.pairs.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect(),
        }
    }
}
