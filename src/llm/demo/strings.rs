//! A string that fits the string part of a JSON Schema.

use serde_json::{Map, Value};

use super::{dice::Dice, json::size, text::Texts};

/// Strings of common forms, tried one after another on a pattern.
const COMMON: &[&str] = &[
    "a",
    "A",
    "abc",
    "ABC",
    "0",
    "1",
    "12",
    "123",
    "1234",
    "12345",
    "2026-03-14",
    "2026-03",
    "09:26",
    "09:26:53",
    "A-1",
    "AB-123",
    "ABC-1234",
    "a_1",
    "deposit",
    "Deposit",
    "deposit-return",
    "deposit_return",
    "DEP",
    "DE",
    "en",
    "en-GB",
    "GBP",
    "1.0",
    "1.0.0",
    "v1",
    "v1.0.0",
    "#1a2b3c",
    "ada@example.com",
    "https://example.com/lease",
    "+441632960961",
    "0163 2960961",
    "SW1A 1AA",
    "§ 4",
    "4.2",
    "true",
    "yes",
    "0.5",
    "100",
    "2026",
    "#1",
    "x1",
    "id-1",
];

/// Longest string made on demand.
const LONGEST: usize = 10_000;

/// A string of the wanted form and length. `name` is the property it is for.
pub(super) fn fitting(
    schema: &Map<String, Value>,
    name: &str,
    dice: &mut Dice,
    texts: &mut dyn Texts,
) -> String {
    let least = size(schema, "minLength").unwrap_or(0).min(LONGEST);
    let most = size(schema, "maxLength").unwrap_or(LONGEST);
    if let Some(pattern) = schema.get("pattern") {
        return of_pattern(pattern, least, most, dice, texts);
    }
    if let Some(text) = schema.get("format").and_then(Value::as_str).and_then(|form| of_format(form, dice)) {
        return text;
    }
    sized(texts.text(dice, name), least, most, dice, texts)
}

/// Cut at `most` characters, at the end of a word where that is possible; filled up to `least`.
fn sized(mut text: String, least: usize, most: usize, dice: &mut Dice, texts: &mut dyn Texts) -> String {
    for _ in 0..least {
        if text.chars().count() >= least {
            break;
        }
        let more = texts.text(dice, "");
        text = if more.is_empty() { text + " and more" } else { format!("{text} {more}") };
    }
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most).collect();
    let at_word = cut.rsplit_once(' ').map(|(whole, _)| whole.trim_end_matches([',', ':', ';']));
    match at_word {
        Some(whole) if whole.chars().count() >= least.max(1) => whole.to_owned(),
        _ => cut,
    }
}

fn of_pattern(pattern: &Value, least: usize, most: usize, dice: &mut Dice, texts: &mut dyn Texts) -> String {
    let schema =
        serde_json::json!({"type": "string", "pattern": pattern, "minLength": least, "maxLength": most});
    let Ok(validator) = jsonschema::validator_for(&schema) else { return String::new() };
    let own = [texts.text(dice, "name"), texts.text(dice, ""), texts.text(dice, "").to_lowercase()];
    let common = dice.shuffled(COMMON).into_iter().map(ToOwned::to_owned);
    let repeated = COMMON.iter().flat_map(|form| [least, most.min(64)].map(|n| form.repeat(n.max(1))));
    let mut candidates = own.into_iter().chain(common).chain(repeated);
    candidates.find(|text| validator.is_valid(&Value::from(text.as_str()))).unwrap_or_default()
}

fn of_format(form: &str, dice: &mut Dice) -> Option<String> {
    let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
    let (hour, minute) = (8 + dice.below(10), 5 * dice.below(12));
    Some(match form {
        "date" => format!("2026-{month:02}-{day:02}"),
        "time" => format!("{hour:02}:{minute:02}:00Z"),
        "date-time" => format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"),
        "duration" => format!("P{day}D"),
        "email" | "idn-email" => "grace@example.com".into(),
        "hostname" | "idn-hostname" => "example.com".into(),
        "ipv4" => format!("192.0.2.{day}"),
        "ipv6" => format!("2001:db8::{day}"),
        "uri" | "iri" | "uri-reference" | "iri-reference" => format!("https://example.com/lease/{day}"),
        "uuid" => format!("6f1c2d3e-4b5a-4c6d-8e9f-0a1b2c3d4e{day:02}"),
        _ => return None,
    })
}
