//! `dsforge lint`: any file, whoever wrote it, looked at as the trainer that is to read it would. Opens no data.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

use serde_json::json;

use super::{failure::Failure, terminal};
use crate::render::rules::{Finding, Findings, Linter, RULES, Rule, Severity, Target};

#[derive(Debug, clap::Args)]
pub(super) struct LintArgs {
    /// The file, a JSON object on each line, or - for standard input
    #[arg(value_name = "FILE", required_unless_present = "rules")]
    file: Option<PathBuf>,
    /// The format that its reader expects, such as `openai_chat` or `trl_dpo`
    #[arg(long, value_name = "FORMAT", required_unless_present = "rules")]
    target: Option<String>,
    /// Say it as JSON
    #[arg(long)]
    json: bool,
    /// About how many tokens a row may have before it counts as too long
    #[arg(long, value_name = "NUMBER", default_value_t = 4096)]
    max_tokens: usize,
    /// List the rules and look at no file
    #[arg(long, conflicts_with_all = ["file", "target"])]
    rules: bool,
}

/// A rule by its name, of those that rows can be left out by.
pub(super) fn rule_of_rows(name: &str) -> Result<Rule, String> {
    Rule::find(name)
        .filter(|rule| rule.is_of_lines())
        .ok_or_else(|| format!("there is no rule {name} that rows can be left out by"))
}

pub(super) fn run(args: LintArgs) -> Result<(), Failure> {
    let LintArgs { file, target, json, max_tokens, rules } = args;
    let (Some(file), Some(format), false) = (file, target, rules) else {
        for rule in RULES {
            terminal::say(&format!("{:20} {}", rule.id(), rule.title()));
        }
        return Ok(());
    };
    let target = Target::known(&format).ok_or_else(|| {
        Failure::Usage(format!(
            "There is no format {format}. The export page and GET /api/export_templates list them."
        ))
    })?;
    let (rows, findings) = look(&file, target, max_tokens)
        .map_err(|error| Failure::system(&format!("{} cannot be read", file.display()), &error))?;
    let errors = findings.iter().filter(|found| target.severity(found.rule) == Severity::Error).count();
    if json {
        terminal::say(&report(rows, &findings, target).to_string());
    } else {
        describe(rows, &findings, target);
    }
    match errors {
        0 => Ok(()),
        1 => Err(Failure::System("1 rule is broken that this reader does not forgive.".to_owned())),
        errors => {
            Err(Failure::System(format!("{errors} rules are broken that this reader does not forgive.")))
        }
    }
}

type Found = Finding<u64>;

fn look(file: &Path, target: Target, max_tokens: usize) -> io::Result<(u64, Vec<Found>)> {
    let reader: Box<dyn BufRead> = if file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(file)?))
    };
    let linter = Linter::new(target, max_tokens);
    let mut findings = Findings::new(target, Vec::new());
    let mut row = 0;
    for line in reader.split(b'\n') {
        row += 1;
        // What is no UTF-8 is no JSON either, and is said to be none.
        let line = line?;
        findings.take(&row, linter.look(&String::from_utf8_lossy(&line)));
    }
    Ok((row, findings.finish()))
}

fn describe(rows: u64, findings: &[Found], target: Target) {
    if findings.is_empty() {
        terminal::say(&format!("{rows} rows, and nothing is wrong with them."));
        return;
    }
    terminal::say(&format!("{rows} rows"));
    for Finding { rule, count, first } in findings {
        let mark = match target.severity(*rule) {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        terminal::say(&format!("{mark}: {} ({}), {count}", rule.title(), rule.id()));
        for (row, detail) in first {
            let place = row.map(|row| format!("row {row}: ")).unwrap_or_default();
            terminal::say(&format!("  {place}{detail}"));
        }
    }
}

fn report(rows: u64, findings: &[Found], target: Target) -> serde_json::Value {
    let finding = |Finding { rule, count, first }: &Found| {
        let places: Vec<_> =
            first.iter().map(|(row, detail)| json!({"row": row, "detail": detail})).collect();
        json!({
            "rule": rule.id(),
            "title": rule.title(),
            "severity": match target.severity(*rule) {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            "count": count,
            "first": places,
        })
    };
    json!({"rows": rows, "findings": findings.iter().map(finding).collect::<Vec<_>>()})
}
