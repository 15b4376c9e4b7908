//! JSON as the files hold it: one line, keys in order, plain letters, and the three characters escaped that
//! some readers take for the end of a line.

use std::{borrow::Cow, collections::HashSet, fmt, io};

use memchr::memchr2;
use minijinja::{
    Error, ErrorKind,
    value::{Value, ValueKind},
};
use serde::{
    Serialize,
    de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor},
};
use serde_json::ser::Formatter;

use super::lazy;

/// Deeper than any data of a person; far from the end of the stack.
const DEEPEST: usize = 120;
/// Keys of an object that are compared one by one.
const FEW: usize = 16;

/// Writes a value on one line.
pub(super) fn line<T: Serialize>(value: &T) -> serde_json::Result<String> {
    let mut bytes = Vec::with_capacity(1024);
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, OneLine))?;
    String::from_utf8(bytes).map_err(|error| serde_json::Error::io(io::Error::other(error)))
}

struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c, escape)) = next_escape(rest) {
            writer.write_all(&rest.as_bytes()[..at])?;
            writer.write_all(escape.as_bytes())?;
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

/// What Python's `splitlines` and JavaScript of old take for the end of a line.
fn escape(c: char) -> Option<&'static str> {
    match c {
        '\u{85}' => Some("\\u0085"),
        '\u{2028}' => Some("\\u2028"),
        '\u{2029}' => Some("\\u2029"),
        _ => None,
    }
}

/// Takes the text of one JSON object and writes it on one line, letter for letter the same within strings and
/// numbers.
pub(super) fn one_object(text: &str) -> serde_json::Result<String> {
    serde_json::from_str::<OneObject>(text)?;
    let mut line = String::with_capacity(text.len());
    let mut rest = text;
    // Outside of strings, white space goes; a string is passed on as a whole.
    while let Some(at) = rest.bytes().position(|b| b == b'"' || b.is_ascii_whitespace()) {
        let (before, from) = rest.split_at(at);
        line.push_str(before);
        if from.starts_with('"') {
            let end = end_of_string(from.as_bytes());
            push_escaped(&from[..end], &mut line);
            rest = &from[end..];
        } else {
            rest = from.trim_ascii_start();
        }
    }
    line.push_str(rest);
    Ok(line)
}

/// Where the string that the text begins with ends. It does end: the text is JSON.
fn end_of_string(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = text.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found;
        if text[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    text.len()
}

fn push_escaped(text: &str, line: &mut String) {
    let mut rest = text;
    while let Some((at, c, escape)) = next_escape(rest) {
        line.push_str(&rest[..at]);
        line.push_str(escape);
        rest = &rest[at + c.len_utf8()..];
    }
    line.push_str(rest);
}

/// The next character that has to be escaped. Both of their first bytes are rare in most texts.
fn next_escape(text: &str) -> Option<(usize, char, &'static str)> {
    let mut from = 0;
    while let Some(found) = memchr2(0xc2, 0xe2, &text.as_bytes()[from..]) {
        let at = from + found;
        let c = text[at..].chars().next()?;
        if let Some(escape) = escape(c) {
            return Some((at, c, escape));
        }
        from = at + c.len_utf8();
    }
    None
}

/// An object in which no key stands twice, at any depth.
struct OneObject;

impl<'de> Deserialize<'de> for OneObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Keys("one JSON object")).map(|_| Self)
    }
}

/// Any value; objects in it are checked as well.
struct Checked;

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Keys("a JSON value"))
    }
}

struct Keys(&'static str);

/// A key, as it stands in the text where that is possible.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

macro_rules! plain {
    ($($visit:ident: $type:ty),*) => {$(
        fn $visit<E>(self, _: $type) -> Result<Checked, E> {
            Ok(Checked)
        }
    )*};
}

impl<'de> Visitor<'de> for Keys {
    type Value = Checked;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    plain!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E>(self) -> Result<Checked, E> {
        Ok(Checked)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Checked, A::Error> {
        while items.next_element::<Checked>()?.is_some() {}
        Ok(Checked)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Checked, A::Error> {
        // Few keys are compared one by one, many by their hash.
        let (mut few, mut many) = (Vec::<Cow<'de, str>>::new(), HashSet::new());
        while let Some(Key(key)) = entries.next_key()? {
            entries.next_value::<Checked>()?;
            if few.contains(&key) || many.contains(&key) {
                return Err(serde::de::Error::custom(format_args!("the key `{key}` stands twice")));
            }
            if few.len() < FEW {
                few.push(key);
            } else {
                many.insert(key);
            }
        }
        Ok(Checked)
    }
}

/// The `tojson` of templates. What has no place in JSON is an error: a missing value must not become `null`.
pub(super) fn tojson(value: &Value) -> Result<Value, Error> {
    if let Some(text) = lazy::text(value) {
        return Ok(Value::from(text));
    }
    let mut text = String::new();
    write(value, DEEPEST, &mut text)?;
    Ok(Value::from(text))
}

fn write(value: &Value, depth: usize, out: &mut String) -> Result<(), Error> {
    let depth = depth.checked_sub(1).ok_or_else(|| bad("it is nested too deeply"))?;
    if let Some(text) = lazy::text(value) {
        out.push_str(text);
        return Ok(());
    }
    match value.kind() {
        ValueKind::None | ValueKind::Bool | ValueKind::String => scalar(value, out),
        ValueKind::Number => match f64::try_from(value.clone()) {
            Ok(number) if !number.is_finite() => Err(bad("it is not a finite number")),
            _ => scalar(value, out),
        },
        ValueKind::Seq | ValueKind::Iterable => {
            out.push('[');
            for (index, item) in value.try_iter()?.enumerate() {
                comma(index, out);
                write(&item, depth, out)?;
            }
            out.push(']');
            Ok(())
        }
        ValueKind::Map => {
            out.push('{');
            for (index, key) in value.try_iter()?.enumerate() {
                comma(index, out);
                match key.as_str() {
                    Some(key) => scalar(&Value::from(key), out)?,
                    None => return Err(bad("a key of it is no text")),
                }
                out.push(':');
                write(&value.get_item(&key)?, depth, out)?;
            }
            out.push('}');
            Ok(())
        }
        ValueKind::Undefined => Err(Error::new(ErrorKind::UndefinedError, "there is no such value to write")),
        kind => Err(bad(format!("it is {kind}"))),
    }
}

fn scalar(value: &Value, out: &mut String) -> Result<(), Error> {
    out.push_str(&serde_json::to_string(value).map_err(|_| bad("it is no plain value"))?);
    Ok(())
}

fn comma(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

fn bad(why: impl fmt::Display) -> Error {
    Error::new(ErrorKind::BadSerialization, format!("this cannot be JSON: {why}"))
}
