//! A value that fits a JSON Schema, made of the prompt's own words.

use serde_json::{Map, Number, Value, json};

use super::{dice::Dice, text::Texts};

/// Nesting beyond this is cut short where the schema allows it.
const DEEPEST: usize = 10;

/// Values thrown before the schema is given up.
const ATTEMPTS: u32 = 12;

/// A value that the schema accepts, or none when it is beyond the demo.
pub(super) fn fitting(schema: &Value, dice: &mut Dice, texts: &mut dyn Texts) -> Option<Value> {
    let validator = jsonschema::validator_for(schema).ok()?;
    (0..ATTEMPTS)
        .map(|_| Maker { root: schema, dice, texts }.value(schema, "", 0))
        .find(|value| validator.is_valid(value))
}

struct Maker<'a> {
    root: &'a Value,
    dice: &'a mut Dice,
    texts: &'a mut dyn Texts,
}

impl Maker<'_> {
    /// `name` is the property that the value is for.
    fn value(&mut self, schema: &Value, name: &str, depth: usize) -> Value {
        let Value::Object(schema) = schema else {
            return if schema == &Value::Bool(false) {
                Value::Null
            } else {
                self.texts.text(self.dice, name).into()
            };
        };
        let schema = self.flattened(schema, depth);
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        if let Some(Value::Array(values)) = schema.get("enum") {
            let chosen = self.texts.mentioned(values).or_else(|| self.dice.pick(values).cloned());
            return chosen.unwrap_or_default();
        }
        match self.kind(&schema) {
            "object" => self.object(&schema, depth),
            "array" => self.array(&schema, name, depth),
            "integer" => self.number(&schema, true),
            "number" => self.number(&schema, false),
            "boolean" => self.dice.chance(50).into(),
            "null" => Value::Null,
            _ => super::strings::fitting(&schema, name, self.dice, self.texts).into(),
        }
    }

    /// The schema with its reference followed and one of its alternatives chosen.
    fn flattened(&mut self, schema: &Map<String, Value>, depth: usize) -> Map<String, Value> {
        let mut flat = schema.clone();
        for _ in 0..DEEPEST {
            let mut parts = Vec::new();
            if let Some(Value::String(reference)) = flat.remove("$ref") {
                parts.extend(reference.strip_prefix('#').and_then(|path| self.root.pointer(path)).cloned());
            }
            if let Some(Value::Array(all)) = flat.remove("allOf") {
                parts.extend(all);
            }
            for key in ["anyOf", "oneOf"] {
                if let Some(Value::Array(options)) = flat.remove(key) {
                    parts.extend(self.one_of(&options, depth));
                }
            }
            if parts.is_empty() {
                break;
            }
            for part in parts {
                merge(&mut flat, part);
            }
        }
        flat
    }

    /// Deep down, the shortest alternative, which ends recursion.
    fn one_of(&mut self, options: &[Value], depth: usize) -> Option<Value> {
        if depth >= DEEPEST {
            return options.iter().min_by_key(|option| option.to_string().len()).cloned();
        }
        self.dice.pick(options).cloned()
    }

    fn kind(&mut self, schema: &Map<String, Value>) -> &'static str {
        const KINDS: [&str; 7] = ["object", "array", "integer", "number", "boolean", "null", "string"];
        let named = match schema.get("type") {
            Some(Value::Array(kinds)) => {
                let real: Vec<&Value> = kinds.iter().filter(|kind| *kind != "null").collect();
                self.dice.pick(&real).copied().or(kinds.first())
            }
            named => named,
        };
        if let Some(kind) = named.and_then(Value::as_str) {
            return KINDS.into_iter().find(|known| *known == kind).unwrap_or("string");
        }
        let has = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
        if has(&["properties", "required", "additionalProperties", "minProperties"]) {
            "object"
        } else if has(&["items", "prefixItems", "minItems"]) {
            "array"
        } else if has(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]) {
            "number"
        } else {
            "string"
        }
    }

    fn object(&mut self, schema: &Map<String, Value>, depth: usize) -> Value {
        let nothing = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&nothing);
        let required: Vec<&str> = strings_in(schema.get("required")).collect();
        let mut object = Map::new();
        for (key, property) in properties {
            let wanted = required.contains(&key.as_str()) || (depth < DEEPEST && self.dice.chance(70));
            if wanted && property != &Value::Bool(false) {
                object.insert(key.clone(), self.value(property, key, depth + 1));
            }
        }
        let other = schema.get("additionalProperties").cloned().unwrap_or(Value::Bool(true));
        for key in required {
            if !object.contains_key(key) {
                object.insert(key.to_owned(), self.value(&other, key, depth + 1));
            }
        }
        let least = size(schema, "minProperties").unwrap_or(0).min(50);
        for (key, property) in properties {
            if object.len() < least && !object.contains_key(key) {
                object.insert(key.clone(), self.value(property, key, depth + 1));
            }
        }
        for n in 1..=least {
            if object.len() < least {
                object.insert(format!("part_{n}"), self.value(&other, "part", depth + 1));
            }
        }
        Value::Object(object)
    }

    fn array(&mut self, schema: &Map<String, Value>, name: &str, depth: usize) -> Value {
        let first = schema.get("prefixItems").and_then(Value::as_array).cloned().unwrap_or_default();
        let least = size(schema, "minItems").unwrap_or(0).max(first.len());
        let most = size(schema, "maxItems").unwrap_or(least + 3);
        let usual = if depth < DEEPEST { least.max(2) + self.dice.below(2) } else { least };
        let count = usual.min(most.max(least)).min(200);
        let rest = schema.get("items").cloned().unwrap_or_else(|| json!({"type": "string"}));
        let unique = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let mut items: Vec<Value> = Vec::with_capacity(count);
        for n in 0..count {
            let schema = first.get(n).unwrap_or(&rest);
            let fresh =
                (0..8).map(|_| self.value(schema, name, depth + 1)).find(|v| !unique || !items.contains(v));
            match fresh {
                Some(value) => items.push(value),
                None => break,
            }
        }
        Value::Array(items)
    }

    fn number(&mut self, schema: &Map<String, Value>, whole: bool) -> Value {
        let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
        let step = bound("multipleOf").filter(|step| *step > 0.0).unwrap_or(if whole { 1.0 } else { 0.5 });
        let above = bound("exclusiveMinimum").map(|least| (least / step).floor() * step + step);
        let below = bound("exclusiveMaximum").map(|most| (most / step).ceil() * step - step);
        let least = bound("minimum").into_iter().chain(above).reduce(f64::max);
        let most = bound("maximum").into_iter().chain(below).reduce(f64::min);
        let fits = |n: f64| {
            least.is_none_or(|least| n >= least)
                && most.is_none_or(|most| n <= most)
                && (n / step).fract() == 0.0
        };
        if let Some(n) = self.texts.numbers().iter().copied().find(|n| fits(*n))
            && self.dice.chance(70)
        {
            return number(n, whole);
        }
        let from = least.or(most.map(|most| most - 100.0 * step)).unwrap_or(1.0);
        let to = most.unwrap_or(from + 100.0 * step);
        let first = (from / step).ceil();
        let steps = ((to / step).floor() - first).clamp(0.0, 1000.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
        let chosen = self.dice.below(steps as usize + 1);
        #[expect(clippy::cast_precision_loss, reason = "between 0 and 1000")]
        let n = (first + chosen as f64) * step;
        number(if fits(n) { n } else { from }, whole)
    }
}

fn number(n: f64, whole: bool) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "a number that large is out of any prompt's range")]
    let integer = n as i64;
    #[expect(clippy::cast_precision_loss, reason = "compared to find out whether anything was lost")]
    if whole || (integer as f64 - n).abs() < f64::EPSILON {
        return integer.into();
    }
    Number::from_f64(n).map_or(Value::Null, Value::Number)
}

pub(super) fn size(schema: &Map<String, Value>, key: &str) -> Option<usize> {
    schema.get(key).and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok())
}

fn strings_in(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// Adds what `part` demands. Lists of properties grow together; of two demands of one name the newer counts.
fn merge(into: &mut Map<String, Value>, part: Value) {
    let Value::Object(part) = part else { return };
    for (key, value) in part {
        match (into.get_mut(&key), value) {
            (Some(Value::Object(known)), Value::Object(more)) => known.extend(more),
            (Some(Value::Array(known)), Value::Array(more)) if key == "required" => {
                known.extend(more);
            }
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}
