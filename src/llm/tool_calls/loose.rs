//! JSON as models write it: with other quotes, bare keys, trailing commas, raw line breaks and Python's words.
//! What is cut off is not completed, and nothing but literals is read.

use serde_json::{Map, Value};

/// Deepest nesting.
const DEEPEST: usize = 64;

/// Quotes that open a string, and what closes it. Of two that begin alike the longer comes first.
const QUOTES: &[(&str, &[&str])] = &[
    ("\"\"\"", &["\"\"\""]),
    ("'''", &["'''"]),
    ("<|\"|>", &["<|\"|>"]),
    ("<escape>", &["<escape>"]),
    ("\"", &["\""]),
    ("'", &["'"]),
    ("“", &["”", "“"]),
    ("‘", &["’", "‘"]),
];

const WORDS: &[(&str, Value)] = &[
    ("true", Value::Bool(true)),
    ("True", Value::Bool(true)),
    ("false", Value::Bool(false)),
    ("False", Value::Bool(false)),
    ("null", Value::Null),
    ("None", Value::Null),
];

/// The value that a text consists of.
pub(super) fn whole(text: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mut reader = Reader::new(text);
    let value = reader.value()?;
    reader.space();
    reader.rest().is_empty().then_some(value)
}

/// Reads from the beginning of a text.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// How many bytes were read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Passes `expected`, if it is next.
    pub(super) fn pass(&mut self, expected: &str) -> bool {
        let is_next = self.rest().starts_with(expected);
        if is_next {
            self.at += expected.len();
        }
        is_next
    }

    /// Passes letters that satisfy `is_part`.
    pub(super) fn run(&mut self, is_part: fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// The next value; none when there is no whole one.
    pub(super) fn value(&mut self) -> Option<Value> {
        self.space();
        match self.rest().chars().next()? {
            '{' => self.nested(Self::object),
            '[' => self.nested(Self::array),
            '-' | '+' | '0'..='9' => self.number(),
            _ => self.word().or_else(|| self.string().map(Value::String)),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Value>) -> Option<Value> {
        self.depth += 1;
        let value = (self.depth <= DEEPEST).then(|| read(self)).flatten();
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Option<Value> {
        let mut object = Map::new();
        self.at += 1;
        loop {
            self.space();
            if self.pass("}") {
                return Some(Value::Object(object));
            }
            let key = self.key()?;
            self.space();
            if !self.pass(":") {
                return None;
            }
            let value = self.value()?;
            object.insert(key, value);
            self.space();
            if !self.pass(",") && !self.rest().starts_with('}') {
                return None;
            }
        }
    }

    fn array(&mut self) -> Option<Value> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            self.space();
            if self.pass("]") {
                return Some(Value::Array(items));
            }
            items.push(self.value()?);
            self.space();
            if !self.pass(",") && !self.rest().starts_with(']') {
                return None;
            }
        }
    }

    fn key(&mut self) -> Option<String> {
        if let Some(quoted) = self.string() {
            return Some(quoted);
        }
        let bare = self.run(|c| c.is_alphanumeric() || c == '_' || c == '-' || c == '.');
        (!bare.is_empty()).then(|| bare.to_owned())
    }

    fn number(&mut self) -> Option<Value> {
        let digits = self.run(|c| c.is_ascii_alphanumeric() || "+-._".contains(c));
        let digits = digits.trim_start_matches('+').replace('_', "");
        serde_json::from_str(&digits).ok()
    }

    fn word(&mut self) -> Option<Value> {
        let (word, value) = WORDS.iter().find(|(word, _)| self.rest().starts_with(word))?;
        let ends =
            !self.rest()[word.len()..].starts_with(|c: char| c.is_alphanumeric() || "_.([".contains(c));
        ends.then(|| {
            self.at += word.len();
            value.clone()
        })
    }

    fn string(&mut self) -> Option<String> {
        let (open, closes) = QUOTES.iter().find(|(open, _)| self.rest().starts_with(open))?;
        let begin = self.at;
        self.at += open.len();
        let mut text = String::new();
        loop {
            if closes.iter().any(|close| self.pass(close)) {
                return Some(text);
            }
            match self.rest().chars().next() {
                None => {
                    self.at = begin;
                    return None;
                }
                Some('\\') => text.push(self.escape()?),
                Some(letter) => {
                    text.push(letter);
                    self.at += letter.len_utf8();
                }
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        self.at += 1;
        let letter = self.rest().chars().next()?;
        self.at += letter.len_utf8();
        Some(match letter {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => return self.unicode(),
            other => other,
        })
    }

    /// Four digits, or twice four that make one letter together.
    fn unicode(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).or(Some(char::REPLACEMENT_CHARACTER));
        }
        if !self.pass("\\u") {
            return Some(char::REPLACEMENT_CHARACTER);
        }
        let second = self.four_digits()?;
        let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400);
        let both = low.and_then(|low| char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low));
        both.or(Some(char::REPLACEMENT_CHARACTER))
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn json_is_read_as_models_write_it() {
        let check = |text: &str, expected: Value| assert_eq!(whole(text), Some(expected), "{text}");
        check(r#"{"city": "Oslo",}"#, json!({"city": "Oslo"}));
        check(r"{'city': 'Oslo', 'ok': True, 'x': None}", json!({"city": "Oslo", "ok": true, "x": null}));
        check("{“city”: “Bari”}", json!({"city": "Bari"}));
        check("{city:<|\"|>Oslo<|\"|>,n:18}", json!({"city": "Oslo", "n": 18}));
        check("{\"a\": \"two\nlines\"}", json!({"a": "two\nlines"}));
        check(r#"{"a": 1, "a": 2}"#, json!({"a": 2}));
        check(r"['\ud83d\ude00', -1.5e1]", json!(["😀", -15.0]));
    }

    #[test]
    fn what_is_cut_off_or_no_literal_is_not_read() {
        for text in
            [r#"{"city": "Par"#, r#"{"city": "#, "[1, 2", "{city: os.environ}", "{\"a\" 1}", "{\"a\": 1 2}"]
        {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn real_json_is_read_as_it_is(text in "[a-z\"\\\\ü😀\n]{0,12}", number in any::<i64>(), flag in any::<bool>()) {
            let value = json!({"text": text, "list": [number, {"flag": flag}, null]});
            let written = value.to_string();
            let mut reader = Reader::new(&written);
            prop_assert_eq!(reader.value(), Some(value));
            prop_assert_eq!(reader.at(), written.len());
        }

        #[test]
        fn no_text_makes_it_panic(text in "[\\[\\]{}:,\"'“”<|>a1\\\\u-]{0,40}") {
            drop(whole(&text));
        }
    }
}
