//! CSV and its kin: the first row names the columns, and what stands between cells is found out.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::{
    fault::ImportError,
    record::{Each, Record},
};

const DELIMITERS: [u8; 4] = *b",\t;|";
/// Cells of these columns may hold JSON: files with conversations are written as CSV, too.
const STRUCTURED: [&str; 12] = [
    "messages",
    "conversations",
    "contents",
    "tools",
    "functions",
    "tool_calls",
    "prompt",
    "completion",
    "chosen",
    "rejected",
    "history",
    "tags",
];

/// Hands out each row, and says what stands between cells.
pub(super) fn each_row(mut reader: impl BufRead, each: &mut Each<'_>) -> Result<u8, ImportError> {
    let head = reader.fill_buf()?;
    if head.contains(&0) {
        return Err(ImportError::UnknownFile);
    }
    let delimiter = sniff(head);
    let mut rows = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
    let names = match rows.byte_headers() {
        Ok(names) => names.iter().map(|name| std::str::from_utf8(name).map(|name| name.trim().to_owned())),
        Err(error) => return Err(failed(error)),
    };
    let names: Vec<String> = names.collect::<Result<_, _>>().map_err(|_| ImportError::UnknownFile)?;
    if names.len() < 2 {
        return Err(ImportError::UnknownFile);
    }
    let mut row = csv::ByteRecord::new();
    let mut number = 0;
    loop {
        match rows.read_byte_record(&mut row) {
            Ok(false) => return Ok(delimiter),
            Ok(true) => {}
            Err(error) => return Err(failed(error)),
        }
        number += 1;
        if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        if each(record(number, &names, &row)).is_break() {
            return Ok(delimiter);
        }
    }
}

fn record(number: u64, names: &[String], row: &csv::ByteRecord) -> Record {
    if row.len() > names.len() {
        let words = format!("it has {} cells, but there are {} columns", row.len(), names.len());
        return Record::fault(number, words);
    }
    let mut members = Map::new();
    for (name, cell) in names.iter().zip(row) {
        let Ok(text) = std::str::from_utf8(cell) else {
            return Record::fault(number, "it is no UTF-8 text");
        };
        if !text.is_empty() {
            members.insert(name.clone(), value(name, text));
        }
    }
    Record { number, members: Ok(members) }
}

fn value(name: &str, text: &str) -> Value {
    let may_be_json = STRUCTURED.contains(&name) && text.trim_start().starts_with(['[', '{']);
    let parsed = may_be_json.then(|| serde_json::from_str(text).ok()).flatten();
    parsed.unwrap_or_else(|| text.into())
}

/// What stands most often in the first line outside of quotes; a comma when nothing does.
fn sniff(head: &[u8]) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            byte => {
                if let Some(which) = DELIMITERS.iter().position(|known| known == byte) {
                    counts[which] += 1;
                }
            }
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    counts.iter().position(|count| *count == most).map_or(b',', |which| DELIMITERS[which])
}

fn failed(error: csv::Error) -> ImportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        _ => ImportError::UnknownFile,
    }
}
