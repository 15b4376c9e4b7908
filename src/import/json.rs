//! JSON as it comes in files: an object on each line, objects one after the other, or one list.

use std::{
    fmt,
    io::{self, BufRead, Read},
    ops::ControlFlow,
};

use serde::de::{DeserializeSeed, Deserializer as _, SeqAccess, Visitor};
use serde_json::{Deserializer, Value, error::Category};

use super::{
    container::Rows,
    fault::ImportError,
    record::{Each, LONGEST_ROW, Record, not_json},
};

/// What one line or one file of an archive says.
pub(super) fn record(number: u64, json: &[u8]) -> Record {
    // Without its end, an error is on the first line, where its column says something.
    match serde_json::from_slice(json.trim_ascii_end()) {
        Ok(value) => Record::of(number, value),
        Err(error) => not_json(number, &error),
    }
}

/// Objects that stand on a line each, or one after the other over many lines. The first line tells which.
pub(super) fn each_object(mut reader: impl BufRead, each: &mut Each<'_>) -> Result<Rows, ImportError> {
    let mut line = Vec::new();
    let whole = read_line(&mut reader, &mut line)?;
    let first: Result<Value, _> = serde_json::from_slice(&line);
    match first {
        Err(error) if error.classify() == Category::Eof && whole => {
            each_in_stream(io::Cursor::new(line).chain(reader), each)?;
            Ok(Rows::Json)
        }
        _ => {
            each_line(line, whole, reader, each)?;
            Ok(Rows::JsonLines)
        }
    }
}

fn each_line(
    mut line: Vec<u8>,
    mut whole: bool,
    mut reader: impl BufRead,
    each: &mut Each<'_>,
) -> Result<(), ImportError> {
    let mut number = 0;
    while !line.is_empty() {
        number += 1;
        if !line.trim_ascii().is_empty() {
            let found =
                if whole { record(number, &line) } else { Record::fault(number, "it is longer than 32 MiB") };
            if each(found).is_break() {
                break;
            }
        }
        line.clear();
        whole = read_line(&mut reader, &mut line)?;
    }
    Ok(())
}

/// Reads a line with its end. One that is too long is read to its end but not kept; then this is false.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    reader.by_ref().take(LONGEST_ROW as u64).read_until(b'\n', line)?;
    if line.len() < LONGEST_ROW || line.ends_with(b"\n") {
        return Ok(true);
    }
    line.truncate(1);
    reader.skip_until(b'\n')?;
    Ok(false)
}

fn each_in_stream(reader: impl Read, each: &mut Each<'_>) -> Result<(), ImportError> {
    let values = Deserializer::from_reader(reader).into_iter::<Value>();
    for (number, value) in (1..).zip(values) {
        let flow = match value {
            Ok(value) => each(Record::of(number, value)),
            Err(error) => return broken(number, error, each),
        };
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}

/// The entries of one list.
pub(super) fn each_in_list(reader: impl BufRead, each: &mut Each<'_>) -> Result<(), ImportError> {
    let mut list = Entries { each, number: 0, stopped: false };
    let mut json = Deserializer::from_reader(reader);
    let read = json.deserialize_seq(&mut list);
    let Entries { each, number, stopped } = list;
    match read {
        Err(error) if !stopped => broken(number + 1, error, each),
        _ => Ok(()),
    }
}

/// A row whose JSON is wrong where no line ends it: nobody can say where the next one begins.
fn broken(number: u64, error: serde_json::Error, each: &mut Each<'_>) -> Result<(), ImportError> {
    if error.is_io() {
        return Err(io::Error::from(error).into());
    }
    let words = format!(
        "it is no valid JSON (line {}, column {}), and neither it nor what follows can be read",
        error.line(),
        error.column(),
    );
    let _enough = each(Record::fault(number, words));
    Ok(())
}

struct Entries<'a, 'b> {
    each: &'a mut Each<'b>,
    number: u64,
    stopped: bool,
}

impl<'de> Visitor<'de> for &mut Entries<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(value) = entries.next_element_seed(Entry)? {
            self.number += 1;
            if let ControlFlow::Break(()) = (self.each)(Record::of(self.number, value)) {
                self.stopped = true;
                break;
            }
        }
        Ok(())
    }
}

struct Entry;

impl<'de> DeserializeSeed<'de> for Entry {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        serde::Deserialize::deserialize(json)
    }
}
