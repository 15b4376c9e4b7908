//! A table for data tools and the Hub: Parquet, compressed with zstd, in groups of rows that fit into memory.

use std::{
    io::{self, Write},
    sync::Arc,
};

use parquet::{
    basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel},
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::types::Type,
};
use serde_json::Value;

use super::{
    Lines,
    columns::{self, Column, Columns, Kind, Row, Waiting},
};

/// Text that a group of rows holds before it is written.
const GROUP: usize = 8 * 1024 * 1024;

pub(super) struct Table<W: Write + Send> {
    to: Option<W>,
    waiting: Waiting,
    /// Of every table in the folder.
    of_all: Columns,
    open: Option<Open<W>>,
}

struct Open<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    bytes: usize,
}

impl<W: Write + Send> Table<W> {
    pub(super) fn new(to: W, of_all: Columns) -> Self {
        Self { to: Some(to), waiting: Waiting::default(), of_all, open: None }
    }

    fn begin(&mut self, columns: Vec<Column>, rows: Vec<Row>) -> io::Result<()> {
        let Some(to) = self.to.take() else { return Ok(()) };
        let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let schema = Type::group_type_builder("schema").with_fields(fields).build().map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by("dsforge".to_owned())
            .build();
        let file = SerializedFileWriter::new(to, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        self.open = Some(Open { file, columns, rows, bytes: 0 });
        Ok(())
    }
}

impl<W: Write + Send> Lines for Table<W> {
    fn line(&mut self, line: &str) -> io::Result<()> {
        let row = columns::row(line)?;
        if self.open.is_none()
            && let Some(columns) = self.of_all.known()
        {
            self.begin(columns, Vec::new())?;
        }
        if let Some(open) = &mut self.open {
            columns::check(&row, &open.columns)?;
            columns::check_kinds(&row, &open.columns)?;
            open.rows.push(row);
            open.bytes += line.len();
            return if open.bytes >= GROUP { open.write_group() } else { Ok(()) };
        }
        match self.waiting.push(row) {
            Some((columns, rows)) => self.begin(self.of_all.settle(columns), rows),
            None => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.open.is_none() {
            let (found, rows) = self.waiting.take();
            let columns = match self.of_all.known() {
                Some(known) => known,
                // A table has a column even when it has no row.
                None if found.is_empty() => vec![Column { name: "empty".to_owned(), kind: Kind::Text }],
                None => self.of_all.settle(found),
            };
            self.begin(columns, rows)?;
        }
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.write_group()?;
        open.file.close().map_err(failed)?;
        Ok(())
    }
}

impl<W: Write + Send> Open<W> {
    fn write_group(&mut self) -> io::Result<()> {
        self.bytes = 0;
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.file.next_row_group().map_err(failed)?;
        for column in &self.columns {
            let values = || rows.iter().map(|row| row.get(&column.name).filter(|value| !value.is_null()));
            match column.kind {
                Kind::Truth => put::<BoolType, _>(&mut group, values().map(|v| v?.as_bool())),
                Kind::Whole => put::<Int64Type, _>(&mut group, values().map(|v| v?.as_i64())),
                Kind::Number => put::<DoubleType, _>(&mut group, values().map(|v| v?.as_f64())),
                Kind::Text => {
                    put::<ByteArrayType, _>(&mut group, values().map(|v| columns::cell(v).map(bytes)))
                }
                Kind::Json => {
                    put::<ByteArrayType, _>(&mut group, values().map(|v| v.map(Value::to_string).map(bytes)))
                }
            }
            .map_err(failed)?;
        }
        group.close().map_err(failed)?;
        Ok(())
    }
}

fn put<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(&present, Some(&levels), None)?;
    column.close()
}

fn bytes(text: String) -> ByteArray {
    ByteArray::from(text.into_bytes())
}

fn field(column: &Column) -> Result<Arc<Type>, ParquetError> {
    let physical = match column.kind {
        Kind::Text | Kind::Json => Physical::BYTE_ARRAY,
        Kind::Whole => Physical::INT64,
        Kind::Number => Physical::DOUBLE,
        Kind::Truth => Physical::BOOLEAN,
    };
    let mut field =
        Type::primitive_type_builder(&column.name, physical).with_repetition(Repetition::OPTIONAL);
    if physical == Physical::BYTE_ARRAY {
        field = field.with_logical_type(Some(LogicalType::String)).with_converted_type(ConvertedType::UTF8);
    }
    field.build().map(Arc::new)
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
