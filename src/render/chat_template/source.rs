//! Finds a chat template in what models come with: a `tokenizer_config.json`, a `chat_template.jinja`, or the
//! metadata at the start of a GGUF file.

use serde_json::Value as Json;

/// A template as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The template's text.
    pub template: String,
    /// What begins a text, empty when the file does not say.
    pub bos_token: String,
    /// What ends a text, empty when the file does not say.
    pub eos_token: String,
}

/// Why nothing was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The file has no chat template in it.
    #[error("the file has no chat template: the model is a base model, or keeps it in a chat_template.jinja")]
    NoTemplate,
    /// The file is in none of the known forms.
    #[error("the file is no tokenizer_config.json, no chat_template.jinja and no GGUF: {0}")]
    Unreadable(String),
}

/// Reads a file of any of the known forms. Of a GGUF, the first megabytes are enough when they hold all of its
/// metadata.
pub fn read(bytes: &[u8]) -> Result<Found, SourceError> {
    if bytes.starts_with(b"GGUF") {
        return gguf(bytes);
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| SourceError::Unreadable("it is not text in UTF-8".to_owned()))?
        .trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(SourceError::Unreadable("it is empty".to_owned()));
    }
    match serde_json::from_str::<Json>(text) {
        Ok(config @ Json::Object(_)) => tokenizer_config(&config),
        _ => Ok(Found { template: text.to_owned(), bos_token: String::new(), eos_token: String::new() }),
    }
}

/// The template is a text, or a list of named ones of which `default` is meant.
fn tokenizer_config(config: &Json) -> Result<Found, SourceError> {
    let template = match &config["chat_template"] {
        Json::String(template) => template.clone(),
        Json::Array(named) => {
            let is_default = |entry: &&Json| entry["name"] == "default";
            let chosen = named.iter().find(is_default).or(named.first());
            chosen.and_then(|entry| entry["template"].as_str()).ok_or(SourceError::NoTemplate)?.to_owned()
        }
        _ => return Err(SourceError::NoTemplate),
    };
    Ok(Found { template, bos_token: token(&config["bos_token"]), eos_token: token(&config["eos_token"]) })
}

/// A token is a text, or an object that holds one.
fn token(token: &Json) -> String {
    token.as_str().or_else(|| token["content"].as_str()).unwrap_or_default().to_owned()
}

/// Reads the metadata of a GGUF, whose layout is in the project that defined it: magic, version, two counts,
/// then keys with typed values, all little-endian.
fn gguf(bytes: &[u8]) -> Result<Found, SourceError> {
    let mut reader = Gguf { rest: &bytes[4..] };
    let version = reader.u32()?;
    if !(2..=3).contains(&version) {
        return Err(SourceError::Unreadable(format!("it is GGUF version {version}, and 2 and 3 are known")));
    }
    reader.u64()?;
    let entries = reader.u64()?;
    let (mut template, mut tokens, mut bos, mut eos) = (None, Vec::new(), None, None);
    for _ in 0..entries {
        let key = reader.text()?;
        let kind = reader.u32()?;
        match (key, kind) {
            ("tokenizer.chat_template", TEXT) => template = Some(reader.text()?.to_owned()),
            ("tokenizer.ggml.bos_token_id", 4) => bos = Some(reader.u32()?),
            ("tokenizer.ggml.eos_token_id", 4) => eos = Some(reader.u32()?),
            ("tokenizer.ggml.tokens", LIST) => tokens = reader.texts()?,
            (_, kind) => reader.skip(kind, 0)?,
        }
    }
    let named = |id: Option<u32>| {
        let token = id.and_then(|id| tokens.get(usize::try_from(id).ok()?));
        token.map(|token| (*token).to_owned()).unwrap_or_default()
    };
    let template = template.ok_or(SourceError::NoTemplate)?;
    Ok(Found { template, bos_token: named(bos), eos_token: named(eos) })
}

const TEXT: u32 = 8;
const LIST: u32 = 9;
/// Lists in lists are allowed and not used.
const DEEPEST: u32 = 4;

struct Gguf<'a> {
    rest: &'a [u8],
}

impl<'a> Gguf<'a> {
    fn take(&mut self, length: u64) -> Result<&'a [u8], SourceError> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let (taken, rest) = self.rest.split_at_checked(length).ok_or_else(|| {
            SourceError::Unreadable("its metadata goes on after the end of what was given".to_owned())
        })?;
        self.rest = rest;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<u32, SourceError> {
        Ok(self.take(4)?.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    fn u64(&mut self) -> Result<u64, SourceError> {
        Ok(self.take(8)?.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn text(&mut self) -> Result<&'a str, SourceError> {
        let length = self.u64()?;
        std::str::from_utf8(self.take(length)?)
            .map_err(|_| SourceError::Unreadable("a text of its metadata is not UTF-8".to_owned()))
    }

    fn texts(&mut self) -> Result<Vec<&'a str>, SourceError> {
        let (kind, count) = (self.u32()?, self.u64()?);
        if kind != TEXT {
            return Err(SourceError::Unreadable("its tokens are not texts".to_owned()));
        }
        (0..count).map(|_| self.text()).collect()
    }

    fn skip(&mut self, kind: u32, depth: u32) -> Result<(), SourceError> {
        match kind {
            TEXT => self.text().map(drop),
            LIST if depth < DEEPEST => {
                let (kind, count) = (self.u32()?, self.u64()?);
                match width(kind) {
                    Some(width) => self.take(count.saturating_mul(width)).map(drop),
                    None => (0..count).try_for_each(|_| self.skip(kind, depth + 1)),
                }
            }
            kind => match width(kind) {
                Some(width) => self.take(width).map(drop),
                None => Err(SourceError::Unreadable(format!("its metadata has the unknown type {kind}"))),
            },
        }
    }
}

/// Bytes of a value whose type has a fixed width.
fn width(kind: u32) -> Option<u64> {
    match kind {
        0 | 1 | 7 => Some(1),
        2 | 3 => Some(2),
        4..=6 => Some(4),
        10..=12 => Some(8),
        _ => None,
    }
}
