//! Values for templates that are JSON already. Most templates write them out whole, which costs nothing more;
//! only one that looks inside pays for the tree.

use std::sync::{Arc, OnceLock};

use minijinja::value::{Enumerator, Object, ObjectRepr, Serde, Value};
use serde::{Deserialize as _, Serialize};

use super::json;

/// JSON text, and what it says once somebody asks.
#[derive(Debug)]
pub(super) struct Lazy {
    json: String,
    repr: ObjectRepr,
    tree: OnceLock<Value>,
}

/// A JSON object.
pub(super) fn map<T: Serialize>(value: &T) -> Value {
    lazy(value, ObjectRepr::Map)
}

/// A JSON array.
pub(super) fn list<T: Serialize>(value: &T) -> Value {
    lazy(value, ObjectRepr::Seq)
}

fn lazy<T: Serialize>(value: &T, repr: ObjectRepr) -> Value {
    // What comes from the model can always be written; if it could not, the row would fail as no JSON.
    let json = json::line(value).unwrap_or_default();
    Value::from_object(Lazy { json, repr, tree: OnceLock::new() })
}

/// The JSON of a value that is JSON already.
pub(super) fn text(value: &Value) -> Option<&str> {
    value.downcast_object_ref::<Lazy>().map(|lazy| lazy.json.as_str())
}

impl Lazy {
    fn tree(&self) -> &Value {
        self.tree.get_or_init(|| {
            let mut json = serde_json::Deserializer::from_str(&self.json);
            json.disable_recursion_limit();
            serde_json::Value::deserialize(&mut json).map(|tree| Value::from(Serde(tree))).unwrap_or_default()
        })
    }
}

impl Object for Lazy {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        self.repr
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.tree().get_item(key).ok().filter(|value| !value.is_undefined())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match self.repr {
            ObjectRepr::Seq => Enumerator::Seq(self.tree().len().unwrap_or(0)),
            _ => self.tree().try_iter().map_or(Enumerator::Empty, |keys| Enumerator::Values(keys.collect())),
        }
    }
}
