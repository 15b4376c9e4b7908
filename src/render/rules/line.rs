//! One line against the rules of its reader.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash as _, Hasher as _},
};

use serde_json::{Map, Value};

use super::{
    Rule, Target,
    read::{self, Arguments, Call, Reading, Role, Tool, Turn},
    target,
};

/// What a tokenizer may take for more than text.
const CONTROL_TOKENS: [&str; 16] = [
    "<|im_start|>",
    "<|im_end|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "<|begin_of_text|>",
    "<|start_header_id|>",
    "<|system|>",
    "<|user|>",
    "<|assistant|>",
    "<|end|>",
    "<start_of_turn>",
    "<end_of_turn>",
    "<s>",
    "</s>",
    "[INST]",
    "[/INST]",
];
/// About as many bytes make a token in most languages.
const BYTES_A_TOKEN: usize = 4;

/// A rule that a line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Which.
    pub rule: Rule,
    /// What of the line breaks it. Quotes names of tools and members, and no text.
    pub detail: String,
}

/// What was seen of a line.
#[derive(Debug)]
pub struct Look {
    /// What is wrong with it by itself.
    pub breaches: Vec<Breach>,
    /// Equal where two lines say the same.
    pub(super) print: u64,
    pub(super) label: Option<bool>,
}

/// Looks at lines for one reader.
#[derive(Clone, Copy, Debug)]
pub struct Linter {
    target: Target,
    most_tokens: usize,
}

impl Linter {
    /// For a reader, and a model that reads so many tokens at once.
    pub fn new(target: Target, most_tokens: usize) -> Self {
        Self { target, most_tokens }
    }

    /// Looks at one line.
    pub fn look(&self, line: &str) -> Look {
        match serde_json::from_str::<Map<String, Value>>(line) {
            Ok(members) => self.look_at(line, &members),
            Err(error) => {
                let why = if line.trim().is_empty() {
                    "the line is blank".to_owned()
                } else if line.starts_with('\u{feff}') {
                    "it begins with a byte order mark".to_owned()
                } else {
                    error.to_string()
                };
                alone(line, Rule::NotJson, why)
            }
        }
    }

    fn look_at(&self, line: &str, members: &Map<String, Value>) -> Look {
        let Some(reading) = read::read(members) else {
            let names: Vec<&str> = members.keys().map(String::as_str).take(8).collect();
            return alone(line, Rule::UnknownForm, format!("its members are {}", names.join(", ")));
        };
        let mut found = Found::default();
        let known = self.target.members;
        if let Some(other) = members.keys().find(|name| !known.is_empty() && !known.contains(&name.as_str()))
        {
            found.add(Rule::UnknownForm, format!("it has the member `{other}`"));
        }
        if !reading.is_text {
            self.order(&reading.turns, &mut found);
            self.calls(&reading, &mut found);
            control_tokens(&reading, &mut found);
        }
        Self::answers(&reading, &mut found);
        Self::tools(&reading.tools, &mut found);
        let tokens = line.len() / BYTES_A_TOKEN;
        if tokens > self.most_tokens {
            found.add(Rule::TooLong, format!("about {tokens} tokens"));
        }
        Look { breaches: found.0, print: print(&reading), label: reading.label }
    }

    fn order(&self, turns: &[Turn], found: &mut Found) {
        let talk = match turns.split_first() {
            Some((first, rest)) if first.role == Role::System => rest,
            _ => turns,
        };
        for (at, turn) in talk.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| talk.get(before));
            let speaks = matches!(turn.role, Role::User | Role::Tool);
            let why = match turn.role {
                Role::Unknown => "a role of it is unknown",
                Role::System => "a system turn is not the first",
                Role::Tool if before.is_none_or(|b| b.role != Role::Tool && b.calls.is_empty()) => {
                    "the result of a call follows no call"
                }
                _ if self.target.alternates && speaks != (at % 2 == 0) => {
                    "question and answer do not alternate"
                }
                _ => continue,
            };
            found.add(Rule::RoleOrder, format!("turn {}: {why}", turns.len() - talk.len() + at + 1));
            return;
        }
        match talk.last() {
            Some(last) if last.role == Role::Assistant => {}
            _ => found.add(Rule::RoleOrder, "it does not end with an answer".to_owned()),
        }
    }

    fn answers(reading: &Reading, found: &mut Found) {
        let mut spoken =
            reading.turns.iter().chain(&reading.lost).filter(|turn| turn.role == Role::Assistant);
        if spoken.any(|turn| turn.text.trim().is_empty() && turn.calls.is_empty()) {
            found.add(Rule::EmptyAnswer, "an answer has neither text nor calls".to_owned());
        }
        if let (Some(taken), Some(lost)) = (reading.turns.last(), &reading.lost)
            && said(taken) == said(lost)
        {
            found.add(Rule::ChosenIsRejected, "the answer that was taken lost against itself".to_owned());
        }
    }

    fn calls(&self, reading: &Reading, found: &mut Found) {
        let mut open: Vec<&str> = Vec::new();
        for turn in reading.turns.iter().chain(&reading.lost) {
            for call in &turn.calls {
                self.call(call, &reading.tools, found);
                open.extend(call.id.as_deref());
            }
            let Some(id) = turn.answers.as_deref() else {
                if turn.role == Role::Tool && !open.is_empty() {
                    found.add(Rule::CallIds, "a result does not say which call it answers".to_owned());
                }
                continue;
            };
            match open.iter().position(|open| *open == id) {
                Some(at) => drop(open.swap_remove(at)),
                None => found.add(Rule::CallIds, "a result answers no call before it".to_owned()),
            }
        }
    }

    fn call(&self, call: &Call, tools: &[Tool], found: &mut Found) {
        let Call { id, name, arguments } = call;
        let is_nine = |id: &String| id.len() == 9 && id.bytes().all(|b| b.is_ascii_alphanumeric());
        if self.target.nine_letter_ids && !id.as_ref().is_some_and(is_nine) {
            found.add(Rule::CallIds, format!("the id of a call of `{name}` is not nine letters and digits"));
        }
        let parsed = match arguments {
            Arguments::Object(arguments) => Some(arguments.clone()),
            Arguments::Text(text) => serde_json::from_str(text).ok(),
            Arguments::Other => None,
        };
        let Some(parsed) = parsed else {
            return found.add(Rule::BadArguments, format!("the arguments of `{name}` are no JSON object"));
        };
        match (self.target.arguments, arguments) {
            (target::Arguments::Object, Arguments::Text(_)) => {
                found.add(Rule::ArgumentForm, format!("the arguments of `{name}` are text"));
            }
            (target::Arguments::Text, Arguments::Object(_)) => {
                found.add(Rule::ArgumentForm, format!("the arguments of `{name}` are an object"));
            }
            _ => {}
        }
        match tools.iter().find(|tool| tool.name == *name) {
            None => found.add(Rule::UndeclaredTool, format!("`{name}` is not among its tools")),
            Some(Tool { parameters: Some(parameters), .. }) => {
                if let Some(place) = misfit(parameters, parsed) {
                    found.add(Rule::WrongArguments, format!("`{name}` at {place}"));
                }
            }
            Some(_) => {}
        }
    }

    fn tools(tools: &[Tool], found: &mut Found) {
        if let Some(tool) = tools.iter().find(|tool| !tool.is_described) {
            found.add(Rule::MissingDescription, format!("`{}`", tool.name));
        }
    }
}

/// What is wrong, one breach for each rule at most: a line is counted once.
#[derive(Default)]
struct Found(Vec<Breach>);

impl Found {
    fn add(&mut self, rule: Rule, detail: String) {
        if self.0.iter().all(|breach| breach.rule != rule) {
            self.0.push(Breach { rule, detail });
        }
    }
}

fn alone(line: &str, rule: Rule, detail: String) -> Look {
    let mut hasher = DefaultHasher::new();
    line.hash(&mut hasher);
    Look { breaches: vec![Breach { rule, detail }], print: hasher.finish(), label: None }
}

fn control_tokens(reading: &Reading, found: &mut Found) {
    for turn in reading.turns.iter().chain(&reading.lost) {
        if let Some(token) = CONTROL_TOKENS.iter().find(|token| turn.text.contains(*token)) {
            found.add(Rule::SpecialTokens, (*token).to_owned());
        }
    }
}

/// The first place where arguments are not what the tool asks for. A schema that is none asks for nothing.
fn misfit(parameters: &Value, arguments: Map<String, Value>) -> Option<String> {
    let validator = jsonschema::validator_for(parameters).ok()?;
    let arguments = Value::Object(arguments);
    let first = validator.iter_errors(&arguments).next()?;
    let place = first.instance_path().to_string();
    Some(if place.is_empty() { "the top".to_owned() } else { place })
}

/// What a turn says, without the ids that differ from line to line.
fn said(turn: &Turn) -> (&str, Vec<String>) {
    let call = |call: &Call| match &call.arguments {
        Arguments::Object(arguments) => {
            format!("{}{}", call.name, serde_json::to_string(arguments).unwrap_or_default())
        }
        Arguments::Text(text) => format!("{}{text}", call.name),
        Arguments::Other => call.name.clone(),
    };
    (turn.text.trim(), turn.calls.iter().map(call).collect())
}

fn print(reading: &Reading) -> u64 {
    let mut hasher = DefaultHasher::new();
    for turn in reading.turns.iter().chain(&reading.lost) {
        (turn.role as u8, said(turn)).hash(&mut hasher);
    }
    reading.label.hash(&mut hasher);
    hasher.finish()
}
