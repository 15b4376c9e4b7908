//! Rows of slot values out of a file: CSV with a head, or JSON line by line. What fits is taken, and of what does
//! not it is said where and why.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::plan::{self, MOST_ROWS};
use crate::{
    app::{Services, auth::sessions::Session, error::AppError, templates},
    model::{id::TemplateId, slot::SlotValues, template::TemplateContent},
};

/// Problems that are told one by one.
const TOLD: usize = 100;

/// A file of rows.
#[derive(Clone, Debug)]
pub struct RowsFile {
    /// The template whose slots the rows fill.
    pub template: TemplateId,
    /// What is in the file.
    pub text: String,
    /// Which column fills which slot, where the names do not say it; an empty slot leaves the column out.
    pub mapping: BTreeMap<String, String>,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct RowsRead {
    /// The rows that can be asked.
    pub rows: Vec<SlotValues>,
    /// The columns in their order, with the slot that each fills.
    pub columns: Vec<(String, Option<String>)>,
    /// Slots without a default that no column fills.
    pub missing: Vec<String>,
    /// Lines that cannot be used, with the reason; the first of them.
    pub problems: Vec<(u64, String)>,
    /// How many lines cannot be used.
    pub problem_count: u64,
}

/// Reads a file of rows for a template. Nothing is stored.
pub async fn read(services: &Services, session: &Session, file: RowsFile) -> Result<RowsRead, AppError> {
    let template = templates::get(services, session, file.template).await?;
    // A large file takes a while, so it is read where that is no harm.
    services.store.read(move |_| parse(&template.content, &file.text, &file.mapping)).await
}

fn parse(
    content: &TemplateContent,
    text: &str,
    mapping: &BTreeMap<String, String>,
) -> Result<RowsRead, AppError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(AppError::bad("text", "the file is empty"));
    }
    if let Some(slot) = mapping.values().find(|slot| !slot.is_empty() && !content.slots.contains(slot)) {
        return Err(AppError::bad("mapping", format!("the template has no slot `{slot}`")));
    }
    let mut reading = Reading { content, mapping, slots: HashMap::new(), read: RowsRead::default() };
    if text.trim_start().starts_with('{') {
        reading.json_lines(text)?;
    } else {
        reading.csv(text)?;
    }
    let mut read = reading.read;
    let is_filled = |slot: &String| {
        read.columns.iter().any(|(_, filled)| filled.as_ref() == Some(slot))
            || content.slot_details.get(slot).is_some_and(|details| details.default.is_some())
    };
    read.missing = content.slots.iter().filter(|slot| !is_filled(slot)).cloned().collect();
    Ok(read)
}

struct Reading<'a> {
    content: &'a TemplateContent,
    mapping: &'a BTreeMap<String, String>,
    /// The slot of each column that has been seen.
    slots: HashMap<String, Option<String>>,
    read: RowsRead,
}

impl Reading<'_> {
    fn csv(&mut self, text: &str) -> Result<(), AppError> {
        let head = text.lines().next().unwrap_or_default();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator(head))
            .flexible(true)
            .trim(csv::Trim::Headers)
            .from_reader(text.as_bytes());
        let headers = match reader.headers() {
            Ok(headers) => headers.clone(),
            Err(_) => return Err(AppError::bad("text", "the first line of the file cannot be read as CSV")),
        };
        let columns: Vec<Option<String>> = headers.iter().map(|name| self.slot_of(name)).collect();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    self.problem(line, "this line cannot be read as CSV".to_owned());
                    continue;
                }
            };
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() > columns.len() {
                let (has, head) = (record.len(), columns.len());
                self.problem(line, format!("it has {has} fields, and the first line names {head}"));
                continue;
            }
            let values = columns.iter().zip(&record);
            let row = values.filter_map(|(slot, value)| Some((slot.clone()?, value.to_owned()))).collect();
            self.row(line, row)?;
        }
        Ok(())
    }

    fn json_lines(&mut self, text: &str) -> Result<(), AppError> {
        for (line, text) in (1_u64..).zip(text.lines()) {
            if text.trim().is_empty() {
                continue;
            }
            let Ok(members) = serde_json::from_str::<Map<String, Value>>(text) else {
                self.problem(line, "this line is not a JSON object".to_owned());
                continue;
            };
            // A row as dsforge itself writes it keeps its values together.
            let members = match members.get("slots") {
                Some(Value::Object(slots)) => slots.clone(),
                _ => members,
            };
            let mut row = SlotValues::new();
            for (name, value) in members {
                let Some(slot) = self.slot_of(&name) else { continue };
                match value {
                    Value::Null => {}
                    Value::String(text) => drop(row.insert(slot, text)),
                    other => drop(row.insert(slot, other.to_string())),
                }
            }
            self.row(line, row)?;
        }
        Ok(())
    }

    /// The slot that a column fills: the one it was given, else the one of its name.
    fn slot_of(&mut self, column: &str) -> Option<String> {
        if let Some(known) = self.slots.get(column) {
            return known.clone();
        }
        let slot = match self.mapping.get(column) {
            Some(given) => Some(given.clone()).filter(|slot| !slot.is_empty()),
            None => {
                let same = |slot: &&String| *slot == column;
                let alike = |slot: &&String| fold(slot) == fold(column);
                let slots = &self.content.slots;
                slots.iter().find(same).or_else(|| slots.iter().find(alike)).cloned()
            }
        };
        self.slots.insert(column.to_owned(), slot.clone());
        self.read.columns.push((column.to_owned(), slot.clone()));
        slot
    }

    fn row(&mut self, line: u64, mut row: SlotValues) -> Result<(), AppError> {
        // An empty field means that nothing is said, so a default may stand in for it.
        let has_default = |slot: &String| {
            self.content.slot_details.get(slot).is_some_and(|details| details.default.is_some())
        };
        row.retain(|slot, value| !value.is_empty() || !has_default(slot));
        if row.values().all(String::is_empty) && !self.content.slots.is_empty() {
            self.problem(line, "it has no value for any slot".to_owned());
            return Ok(());
        }
        match plan::check_row(self.content, row.clone()) {
            Ok(_) if self.read.rows.len() == MOST_ROWS => {
                Err(AppError::bad("text", format!("the file has more than {MOST_ROWS} rows; split it")))
            }
            Ok(_) => {
                self.read.rows.push(row);
                Ok(())
            }
            Err(error) => {
                self.problem(line, error.to_string());
                Ok(())
            }
        }
    }

    fn problem(&mut self, line: u64, what: String) {
        self.read.problem_count += 1;
        if self.read.problems.len() < TOLD {
            self.read.problems.push((line, what));
        }
    }
}

/// What stands between the columns: whatever the first line has most of.
fn separator(head: &str) -> u8 {
    let count = |separator: &u8| head.bytes().filter(|byte| byte == separator).count();
    // Of equals the last wins, and the comma is the usual one.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// A name without case, spaces and punctuation.
fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{template::SlotDetail, tool::ToolChoice};

    fn content() -> TemplateContent {
        TemplateContent {
            name: "Explain this clause to a tenant".to_owned(),
            system_prompt: String::new(),
            user_prompt: "Explain in a {tone} tone: {clause}".to_owned(),
            slots: vec!["clause".to_owned(), "tone".to_owned()],
            slot_details: [(
                "tone".to_owned(),
                SlotDetail { default: Some("calm".to_owned()), ..SlotDetail::default() },
            )]
            .into(),
            is_tool_calling_template: false,
            tool_definitions: Vec::new(),
            tool_choice: ToolChoice::Auto,
            output_schema: None,
        }
    }

    fn parsed(text: &str) -> RowsRead {
        parse(&content(), text, &BTreeMap::new()).expect("rows")
    }

    #[test]
    fn columns_find_their_slots_by_name_and_quoted_fields_keep_their_lines() {
        let read =
            parsed("\u{feff}Clause;source;Tone\n\"Rent is due\non the first.\";§ 3;\nNo pets.;§ 9;stern\n");
        let columns: Vec<_> =
            read.columns.iter().map(|(name, slot)| (name.as_str(), slot.as_deref())).collect();
        assert_eq!(columns, [("Clause", Some("clause")), ("source", None), ("Tone", Some("tone"))]);
        assert_eq!(read.rows.len(), 2);
        assert_eq!(read.rows[0]["clause"], "Rent is due\non the first.");
        assert!(!read.rows[0].contains_key("tone"), "the default stands in");
        assert_eq!(read.rows[1]["tone"], "stern");
        assert!(read.missing.is_empty() && read.problems.is_empty());
    }

    #[test]
    fn lines_that_cannot_be_used_are_named_and_the_others_are_taken() {
        let read =
            parsed("{\"clause\": \"Rent.\"}\n\n[1]\n{\"tone\": \"calm\"}\n{\"slots\": {\"clause\": 7}}\n");
        assert_eq!(read.rows.len(), 2);
        assert_eq!(read.rows[1]["clause"], "7");
        let lines: Vec<u64> = read.problems.iter().map(|(line, _)| *line).collect();
        assert_eq!((lines, read.problem_count), (vec![3, 4], 2));
    }

    #[test]
    fn a_slot_that_no_column_fills_is_named() {
        let read = parsed("text\nRent.\n");
        assert_eq!((read.missing.as_slice(), read.rows.len()), (["clause".to_owned()].as_slice(), 0));
        let mapping = BTreeMap::from([("text".to_owned(), "clause".to_owned())]);
        let read = parse(&content(), "text\nRent.\n", &mapping).expect("rows");
        assert_eq!(read.rows[0]["clause"], "Rent.");
        assert!(parse(&content(), " \n", &BTreeMap::new()).is_err());
    }
}
