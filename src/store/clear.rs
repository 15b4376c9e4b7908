//! Values in clear: JSON whose first member is `v`, its version. The file may be damaged, so whoever reads one
//! checks every range.

use base64::{Engine, prelude::BASE64_STANDARD};
use redb::ReadableTable;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, de::Error};
use zeroize::Zeroizing;

use super::{
    Read, StoreError, Writer,
    row::encode,
    schema::{Named, RowKey, Table},
};
use crate::crypto::secret::Secret;

/// The newest version of every value in clear.
const VERSION: u32 = 1;

/// Bytes of a fixed number, base64 in JSON.
pub(super) struct Bytes<const N: usize>(pub(super) Secret<N>);

impl<const N: usize> Bytes<N> {
    pub(super) fn new(bytes: &[u8; N]) -> Self {
        Self(Secret::copied(bytes))
    }
}

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Zeroizing::new(BASE64_STANDARD.encode(self.0.as_slice())))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        let bytes = Zeroizing::new(BASE64_STANDARD.decode(text.as_bytes()).map_err(D::Error::custom)?);
        Ok(Self::new(bytes.as_slice().try_into().map_err(D::Error::custom)?))
    }
}

/// A value with its version in front.
#[derive(Serialize)]
struct Versioned<'a, T> {
    v: u32,
    #[serde(flatten)]
    value: &'a T,
}

/// The value under a key of numbers.
pub(super) fn get<K: RowKey, T: DeserializeOwned>(
    r: &impl Read,
    table: Table<K>,
    key: K,
) -> Result<Option<T>, StoreError> {
    let rows = r.table(table.rows)?;
    rows.get(key)?.map(|value| decode(value.value(), table.name)).transpose()
}

/// The value under a name.
pub(super) fn get_named<T: DeserializeOwned>(
    r: &impl Read,
    table: Named,
    name: &str,
) -> Result<Option<T>, StoreError> {
    let rows = r.table(table.rows)?;
    rows.get(name)?.map(|value| decode(value.value(), table.name)).transpose()
}

/// Writes a value under a key of numbers.
pub(super) fn put<K: RowKey, T: Serialize>(
    w: &Writer,
    table: Table<K>,
    key: K,
    value: &T,
) -> Result<(), StoreError> {
    w.open(table.rows)?.insert(key, versioned(value)?.as_slice())?;
    Ok(())
}

/// Writes a value under a name.
pub(super) fn put_named<T: Serialize>(
    w: &Writer,
    table: Named,
    name: &str,
    value: &T,
) -> Result<(), StoreError> {
    w.open(table.rows)?.insert(name, versioned(value)?.as_slice())?;
    Ok(())
}

/// Reads a value of any table.
pub(super) fn decode<T: DeserializeOwned>(json: &[u8], table: &'static str) -> Result<T, StoreError> {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }
    let damaged = |_| StoreError::Damaged { table };
    if serde_json::from_slice::<Version>(json).map_err(damaged)?.v > VERSION {
        return Err(StoreError::NewerRow { table });
    }
    serde_json::from_slice(json).map_err(damaged)
}

fn versioned<T: Serialize>(value: &T) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    encode(&Versioned { v: VERSION, value })
}
