//! Parquet, row by row: nested lists and groups become JSON.

use std::{
    io::{self, BufReader, Read},
    sync::Arc,
};

use bytes::Bytes;
use parquet::{
    errors::ParquetError,
    file::{
        reader::{ChunkReader, FileReader, Length},
        serialized_reader::SerializedFileReader,
    },
    record::Field,
};
use serde_json::{Map, Number, Value};

use super::{
    fault::ImportError,
    record::{Each, Record},
    source::{Cursor, Source},
};

const BLOCK: usize = 64 << 10;

/// Hands out each row.
pub(super) fn each_row(source: &Arc<dyn Source>, each: &mut Each<'_>) -> Result<(), ImportError> {
    let file = SerializedFileReader::new(Chunks(Arc::clone(source))).map_err(failed)?;
    let rows = file.get_row_iter(None).map_err(failed)?;
    for (number, row) in (1..).zip(rows) {
        let row = row.map_err(failed)?;
        let members = row.into_columns().into_iter().filter(|(_, field)| !matches!(field, Field::Null));
        let members = members.map(|(name, field)| (name, json(field))).collect();
        if each(Record { number, members: Ok(members) }).is_break() {
            break;
        }
    }
    Ok(())
}

fn failed(error: ParquetError) -> ImportError {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => ImportError::Io(*error),
            Err(_) => ImportError::Damaged { after: 0 },
        },
        _ => io::Error::from(io::ErrorKind::InvalidData).into(),
    }
}

/// A field as JSON. Members that a row does not have are null in Parquet, so null ones are left out of groups.
fn json(field: Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => value.into(),
        Field::Byte(value) => value.into(),
        Field::Short(value) => value.into(),
        Field::Int(value) => value.into(),
        Field::Long(value) => value.into(),
        Field::UByte(value) => value.into(),
        Field::UShort(value) => value.into(),
        Field::UInt(value) => value.into(),
        Field::ULong(value) => value.into(),
        Field::Float(value) => Number::from_f64(value.into()).map_or(Value::Null, Value::Number),
        Field::Double(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
        Field::Str(text) => text.into(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned().into(),
        Field::Group(group) => {
            let members = group.into_columns().into_iter().filter(|(_, field)| !matches!(field, Field::Null));
            Value::Object(members.map(|(name, field)| (name, json(field))).collect())
        }
        Field::ListInternal(list) => list.elements().iter().cloned().map(json).collect(),
        Field::MapInternal(map) => {
            let entries = map.entries().iter().map(|(key, value)| {
                let key = match json(key.clone()) {
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                (key, json(value.clone()))
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
        other => other.to_string().into(),
    }
}

/// The source as the Parquet reader wants it.
struct Chunks(Arc<dyn Source>);

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.0.size()
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<Cursor>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(BufReader::with_capacity(BLOCK, Cursor::at(&self.0, start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let fits = start.checked_add(length as u64).is_some_and(|end| end <= self.0.size());
        if !fits {
            return Err(ParquetError::EOF("beyond the end".to_owned()));
        }
        let mut bytes = vec![0; length];
        Cursor::at(&self.0, start).read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}
