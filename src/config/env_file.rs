//! Reads a `.env` file: `NAME=value` lines, comments, quotes, an optional `export`. Nothing is expanded.

use std::{collections::BTreeMap, fs, io, path::Path};

use super::ConfigError;

/// The lines of a file of settings. A name that stands twice has its last value.
#[derive(Debug, Default)]
pub(super) struct EnvFile(BTreeMap<String, String>);

impl EnvFile {
    pub(super) fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        Self::parse(&text).map_err(|(line, problem)| ConfigError::EnvLine {
            path: path.to_owned(),
            line,
            problem,
        })
    }

    pub(super) fn read_if_there(path: &Path) -> Result<Self, ConfigError> {
        if path.is_file() { Self::read(path) } else { Ok(Self::default()) }
    }

    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    fn parse(text: &str) -> Result<Self, (usize, &'static str)> {
        let mut values = BTreeMap::new();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, value) = setting(line).map_err(|problem| (index + 1, problem))?;
            values.insert(name.to_owned(), value);
        }
        Ok(Self(values))
    }
}

fn unreadable(path: &Path, error: &io::Error) -> ConfigError {
    let problem = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
        _ => error.to_string(),
    };
    ConfigError::EnvFile { path: path.to_owned(), problem }
}

fn setting(line: &str) -> Result<(&str, String), &'static str> {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (name, value) = line.split_once('=').ok_or("has no = between a name and a value")?;
    let name = name.trim();
    if !is_name(name) {
        return Err("does not begin with a name of letters, digits and underscores");
    }
    let value = value.trim_start();
    let value = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(&value[1..], quote)?,
        _ => unquoted(value).to_owned(),
    };
    Ok((name, value))
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A `#` begins a comment only after a space: passwords and colours hold some.
fn unquoted(value: &str) -> &str {
    let end =
        value.match_indices('#').map(|(at, _)| at).find(|&at| at == 0 || value[..at].ends_with([' ', '\t']));
    value[..end.unwrap_or(value.len())].trim_end()
}

/// Between single quotes everything stands for itself; between double ones a backslash escapes.
fn quoted(rest: &str, quote: char) -> Result<String, &'static str> {
    let mut value = String::new();
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            c if c == quote => {
                let after = chars.as_str().trim_start();
                let ends = after.is_empty() || after.starts_with('#');
                return if ends { Ok(value) } else { Err("goes on after the closing quote") };
            }
            '\\' if quote == '"' => match chars.next() {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some(c @ ('"' | '\\' | '$')) => value.push(c),
                _ => return Err("has a backslash before something other than n, t, \", \\ or $"),
            },
            c => value.push(c),
        }
    }
    Err("has an opening quote and no closing one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let file = EnvFile::parse(&format!("# models\n\n{line}\n")).expect("a good line");
        assert_eq!(file.get("OLLAMA_HOST").as_deref(), Some(expected), "{line}");
    }

    #[test]
    fn quotes_comments_and_export_are_understood() {
        check("OLLAMA_HOST=127.0.0.1:11434", "127.0.0.1:11434");
        check("  export OLLAMA_HOST = 127.0.0.1  # at home ", "127.0.0.1");
        check("OLLAMA_HOST=http://h/#x", "http://h/#x");
        check("OLLAMA_HOST=# nothing yet", "");
        check("OLLAMA_HOST='a # b' # c", "a # b");
        check(r#"OLLAMA_HOST="a \"b\" \\ \$c""#, r#"a "b" \ $c"#);
        check(r"OLLAMA_HOST='a\n'", r"a\n");
        check("OLLAMA_HOST=first\r\nOLLAMA_HOST=second\r", "second");
        check("OLLAMA_HOST=a=b", "a=b");
    }

    #[test]
    fn a_bad_line_is_named_by_its_number() {
        for bad in ["OLLAMA_HOST", "=x", "1ST=x", "MY HOST=x", "A='x", "A=\"x\" y", r#"A="\q""#] {
            let found = EnvFile::parse(&format!("DB_PATH=a.db\n{bad}\n")).map_err(|(line, _)| line);
            assert_eq!(found.err(), Some(2), "{bad}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_name() {
        let file = EnvFile::parse("\u{feff}DB_PATH=a.db").expect("a good file");
        assert_eq!(file.get("DB_PATH").as_deref(), Some("a.db"));
    }
}
