//! Names of files, and how a browser is told one. A dataset may be called anything; a file may not.

use jiff::civil::Date;

const LONGEST: usize = 120;

/// Names that Windows keeps for devices, whatever follows the dot.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The file name for a pattern such as `{dataset}.raw.{date}.jsonl`: only `A-Z a-z 0-9 . _ -`, at most 120
/// characters, usable on every system. The date is written as 20260314.
pub fn file_name(pattern: &str, dataset: &str, date: Date) -> String {
    let ending = pattern.replace("{dataset}", "").replace("{date}", "00000000").len();
    let room = LONGEST.saturating_sub(ending).max(1);
    let name: String = plain(dataset).chars().take(room).collect();
    let name = name.trim_end_matches(['.', '-']);
    let name = filled(pattern, if name.is_empty() { "dataset" } else { name }, date);
    let name: String = plain(&name).chars().take(LONGEST).collect();
    if is_device(&name) { format!("_{name}") } else { name }
}

/// A dataset's name in files that programs read.
pub fn plain_name(dataset: &str) -> String {
    let name = plain(dataset).to_lowercase();
    let name = name.trim_end_matches(['.', '-']);
    if name.is_empty() { "dataset".to_owned() } else { name.to_owned() }
}

/// The value of `Content-Disposition`: the plain name for every client, and the dataset's own letters for
/// those that read RFC 5987.
pub fn content_disposition(pattern: &str, dataset: &str, date: Date) -> String {
    let plain = file_name(pattern, dataset, date);
    let own: String =
        filled(pattern, dataset, date).chars().filter(|c| !is_invisible(*c)).map(visible).collect();
    let own = own.trim_matches([' ', '.']);
    let own = if is_device(own) || own.is_empty() { plain.as_str() } else { own };
    let own: String = own.chars().take(LONGEST).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", percent_encoded(&own))
}

fn filled(pattern: &str, dataset: &str, date: Date) -> String {
    let date = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    pattern.replace("{date}", &date).replace("{dataset}", dataset)
}

/// Every run of other characters becomes one hyphen.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') {
            plain.push(c);
        } else if !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.trim_start_matches(['.', '-']).to_owned()
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let is_port = |prefix| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    DEVICES.contains(&stem.as_str()) || is_port("com") || is_port("lpt")
}

/// Control characters, and those that turn the direction of text or take no space: they make a name look
/// like another.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What a file system gives a meaning to.
fn visible(c: char) -> char {
    if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '-' } else { c }
}

fn percent_encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-') {
            encoded.push(char::from(byte));
        } else {
            let _infallible = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATTERN: &str = "{dataset}.raw.{date}.jsonl";

    fn day() -> Date {
        jiff::civil::date(2026, 3, 14)
    }

    #[track_caller]
    fn check(dataset: &str, plain: &str, own: &str) {
        assert_eq!(file_name(PATTERN, dataset, day()), format!("{plain}.raw.20260314.jsonl"));
        assert_eq!(
            content_disposition(PATTERN, dataset, day()),
            format!(
                "attachment; filename=\"{plain}.raw.20260314.jsonl\"; filename*=UTF-8''{own}.raw.20260314.jsonl"
            )
        );
    }

    #[test]
    fn a_dataset_of_any_name_gets_a_file_name_that_every_system_takes() {
        check("contract-clauses", "contract-clauses", "contract-clauses");
        check("Ada's clauses (v2)", "Ada-s-clauses-v2", "Ada%27s%20clauses%20%28v2%29");
        check("Verträge", "Vertr-ge", "Vertr%C3%A4ge");
        check("条項", "dataset", "%E6%9D%A1%E9%A0%85");
        check("../../etc/passwd", "etc-passwd", "-..-etc-passwd");
        check("a\r\nSet-Cookie: x=\"1\"", "a-Set-Cookie-x-1", "aSet-Cookie-%20x%3D-1-");
        check("gpj\u{202e}.exe", "gpj-.exe", "gpj.exe");
        check("{date}", "date", "%7Bdate%7D");
    }

    #[test]
    fn names_of_devices_are_not_used() {
        for name in ["CON", "nul", "com1", "LPT9.x"] {
            assert!(file_name(PATTERN, name, day()).starts_with(&format!("_{name}")), "{name}");
            assert!(content_disposition(PATTERN, name, day()).contains(&format!("''_{name}")), "{name}");
        }
        assert!(file_name(PATTERN, "console", day()).starts_with("console."));
    }

    #[test]
    fn a_long_name_is_cut_and_keeps_its_ending() {
        let name = file_name(PATTERN, &"clause ".repeat(100), day());
        assert!(name.len() <= 120 && name.ends_with(".raw.20260314.jsonl"), "{name}");
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b)));
    }
}
