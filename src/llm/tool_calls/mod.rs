//! Tool calls that a model wrote into its text, in whatever form its makers chose.
//!
//! A form is told by where it stands, not by the model's name: JSON, a Python list or a named call counts at
//! the beginning of a line, in a fence or behind a marker, and never inside a sentence, a string or a thought.
//! Only tools that were offered are calls. Values are kept as written; whether they fit is for
//! [`super::validate`] to say.

mod loose;
mod markers;
mod named;

use serde_json::{Map, Value};

use self::{loose::Reader, markers::Place};
use super::Answer;
use crate::model::tool::{ToolCall, ToolDefinition};

/// What was found in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The calls, in their order.
    pub calls: Vec<ToolCall>,
    /// The text without them and without the markers around them.
    pub rest: String,
}

/// Looks for calls of `tools`.
pub fn find(text: &str, tools: &[ToolDefinition]) -> Found {
    let mut scanner = Scanner::new(text, tools);
    while scanner.step() {}
    Found { calls: scanner.calls, rest: tidied(&scanner.kept) }
}

/// Moves the calls from an answer's text to where calls belong, and keeps the text as it was.
pub fn move_out_of_text(answer: &mut Answer, tools: &[ToolDefinition]) {
    let found = find(&answer.output, tools);
    if !found.calls.is_empty() {
        answer.raw_tool_text = Some(std::mem::replace(&mut answer.output, found.rest));
        answer.tool_calls = found.calls;
    }
}

/// Keys under which models write a tool's name, and its arguments.
const NAME_KEYS: [&str; 4] = ["name", "tool", "tool_name", "function"];
const ARGUMENT_KEYS: [&str; 3] = ["arguments", "parameters", "args"];

/// Keys that a call may have besides.
const OTHER_KEYS: [&str; 4] = ["id", "type", "tool_call_id", "index"];

/// Languages of fences in which a call may stand, the closing line's included.
const CALL_FENCES: [&str; 7] = ["", "json", "JSON", "tool_call", "tool_calls", "function_call", "text"];

struct Scanner<'a> {
    text: &'a str,
    tools: &'a [ToolDefinition],
    at: usize,
    place: Place,
    /// Inside a fence whose language says that its code is a call.
    in_code_fence: bool,
    calls: Vec<ToolCall>,
    kept: String,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, tools: &'a [ToolDefinition]) -> Self {
        // Templates may open the thought, so that the text holds its end alone.
        let at = markers::end_of_opened_thought(text);
        Self {
            text,
            tools,
            at,
            place: Place::Fresh,
            in_code_fence: false,
            calls: Vec::new(),
            kept: String::new(),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Moves on by a thought, a marker, a fence, a call or a letter; false at the end.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(letter) = rest.chars().next() else { return false };
        if let Some(length) = markers::thought(rest) {
            self.at += length;
            self.place = Place::Fresh;
        } else if let Some((length, place)) = markers::marker(rest, self.place) {
            self.at += length;
            self.place = place;
        } else if self.place != Place::Within && rest.starts_with("```") {
            self.fence(rest);
        } else if !self.call(rest) {
            self.letter(letter);
        }
        true
    }

    /// A line that opens or closes a fence. Other code is text, whatever it calls.
    fn fence(&mut self, rest: &str) {
        let line = rest.find('\n').unwrap_or(rest.len());
        let language = rest[3..line].trim();
        let was_in_code = std::mem::take(&mut self.in_code_fence);
        match language {
            "tool_code" => {
                self.in_code_fence = true;
                self.place = Place::Code;
                self.at += line;
            }
            language if CALL_FENCES.contains(&language) => {
                self.place = Place::Fresh;
                self.keep(if was_in_code { 0 } else { line }, line);
            }
            _ => {
                let end = rest[3..].find("```").map_or(rest.len(), |end| end + 6);
                self.keep(end, end);
                self.place = Place::Within;
            }
        }
    }

    /// Keeps `kept` bytes of the `length` that are passed.
    fn keep(&mut self, kept: usize, length: usize) {
        self.kept.push_str(&self.text[self.at..self.at + kept]);
        self.at += length;
    }

    fn letter(&mut self, letter: char) {
        if self.in_code_fence && letter == '=' {
            self.place = Place::Code;
        } else if letter == '\n' {
            self.place = if self.in_code_fence { Place::Code } else { Place::Fresh };
        } else if !letter.is_whitespace() && (self.place != Place::Fresh || !";,".contains(letter)) {
            self.place = Place::Within;
        }
        let is_code = self.in_code_fence || self.place == Place::Code;
        self.keep(if is_code { 0 } else { letter.len_utf8() }, letter.len_utf8());
    }

    /// Takes what stands here, if calls can stand here and it is one.
    fn call(&mut self, rest: &str) -> bool {
        let read = match self.place {
            Place::Within => None,
            _ if rest.starts_with('[') => named::list(rest).or_else(|| json(rest)),
            _ if rest.starts_with('{') => json(rest),
            Place::Code => named::python(rest),
            Place::Marked => named::marked(rest, |name| self.tool(name)),
            Place::Fresh => self.alone(rest),
        };
        let Some((written, length)) = read else { return false };
        let known: Vec<ToolCall> = written.into_iter().filter_map(|call| self.known(call)).collect();
        let kept = if known.is_empty() { length } else { 0 };
        self.calls.extend(known);
        self.keep(kept, length);
        self.place = Place::Fresh;
        true
    }

    /// A Python call that is the whole text.
    fn alone(&self, rest: &str) -> Option<(Vec<Written>, usize)> {
        let (written, length) = named::python(rest).filter(|_| self.kept.trim().is_empty())?;
        rest[length..].trim().is_empty().then_some((written, length))
    }

    fn tool(&self, name: &str) -> Option<&'a ToolDefinition> {
        self.tools.iter().find(|tool| tool.function.name == name)
    }

    fn known(&self, written: Written) -> Option<ToolCall> {
        let tool = self.tool(bare(&written.name))?;
        let mut call = ToolCall::new(&tool.function.name, Map::new());
        match written.arguments {
            Value::Object(arguments) => call.arguments = arguments,
            Value::Null => {}
            Value::Array(values) if written.is_positional => call.arguments = in_order(values, tool)?,
            Value::String(text) => match loose::whole(&text) {
                Some(Value::Object(arguments)) => call.arguments = arguments,
                Some(Value::Null) => {}
                _ => call.raw = Some(text),
            },
            other => call.raw = Some(other.to_string()),
        }
        Some(call)
    }
}

/// A call as it was written, of a tool that may not exist.
struct Written {
    name: String,
    arguments: Value,
    /// The arguments have no names: they are an array in the order of the parameters.
    is_positional: bool,
}

impl Written {
    fn new(name: impl Into<String>, arguments: Value) -> Self {
        Self { name: name.into(), arguments, is_positional: false }
    }
}

/// A name without what some forms put around it.
fn bare(name: &str) -> &str {
    let name =
        ["functions.", "default_api.", "tools."].iter().find_map(|p| name.strip_prefix(p)).unwrap_or(name);
    let name = name.strip_suffix(".call").unwrap_or(name);
    name.split_once(':').map_or(name, |(name, _)| name)
}

fn in_order(values: Vec<Value>, tool: &ToolDefinition) -> Option<Map<String, Value>> {
    let properties = tool.function.parameters.as_ref()?.get("properties")?.as_object()?;
    (values.len() <= properties.len()).then(|| properties.keys().cloned().zip(values).collect())
}

/// JSON that is one call or several. JSON that is none is passed as a whole, so that nothing in it counts.
fn json(text: &str) -> Option<(Vec<Written>, usize)> {
    let mut reader = Reader::new(text);
    let value = reader.value()?;
    let mut written = Vec::new();
    collect(value, &mut written);
    Some((written, reader.at()))
}

fn collect(value: Value, into: &mut Vec<Written>) {
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| collect(item, into)),
        Value::Object(mut object) => {
            if let Some(calls @ Value::Array(_)) = object.remove("tool_calls") {
                collect(calls, into);
            } else if let Some(function @ Value::Object(_)) = object.get("function") {
                collect(function.clone(), into);
            } else {
                into.extend(call_of(object));
            }
        }
        _ => {}
    }
}

fn call_of(mut object: Map<String, Value>) -> Option<Written> {
    let name_key = NAME_KEYS.into_iter().find(|key| object.get(*key).is_some_and(Value::is_string))?;
    let Some(Value::String(name)) = object.remove(name_key) else { return None };
    let arguments = ARGUMENT_KEYS.iter().find_map(|key| object.remove(*key));
    let says_no_more = object.keys().all(|key| OTHER_KEYS.contains(&key.as_str()));
    if arguments.is_none() && !says_no_more {
        return None;
    }
    Some(Written::new(name, arguments.unwrap_or_default()))
}

/// Without the fences that are left empty.
fn tidied(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, fenced)) = rest.split_once("```")
        && let Some((inside, after)) = fenced.split_once("```")
    {
        kept.push_str(before);
        if !CALL_FENCES.contains(&inside.trim()) {
            kept.push_str(&["```", inside, "```"].concat());
        }
        rest = after;
    }
    kept.push_str(rest);
    kept.trim_matches(|c: char| c.is_whitespace() || ";,".contains(c)).to_owned()
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;
