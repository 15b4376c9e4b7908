//! What a file is packed in: found by its first bytes and taken apart into records.

use std::{
    borrow::Cow,
    io::{self, BufRead, BufReader, Read},
    ops::ControlFlow,
    sync::Arc,
};

use flate2::bufread::MultiGzDecoder;
use zip::ZipArchive;

use super::{
    delimited,
    fault::ImportError,
    json, parquet,
    record::{Each, LONGEST_ROW, Record},
    source::{Cursor, Source},
    text,
};

const BLOCK: usize = 64 << 10;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Container {
    /// What is around it.
    pub packing: Packing,
    /// How its rows are written.
    pub rows: Rows,
}

/// What is around a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Nothing.
    None,
    /// gzip.
    Gzip,
    /// A ZIP archive.
    Zip,
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// A JSON object on each line.
    JsonLines,
    /// One JSON list, or objects one after the other.
    Json,
    /// Cells with this between them.
    Delimited(u8),
    /// Parquet.
    Parquet,
}

impl Container {
    /// In words.
    pub fn label(self) -> String {
        let rows = match self.rows {
            Rows::JsonLines => "JSON Lines",
            Rows::Json => "JSON",
            Rows::Delimited(b'\t') => "TSV",
            Rows::Delimited(_) => "CSV",
            Rows::Parquet => "Parquet",
        };
        match self.packing {
            Packing::None => rows.to_owned(),
            Packing::Gzip => format!("{rows} in gzip"),
            Packing::Zip => format!("{rows} in a ZIP archive"),
        }
    }
}

/// Hands out every record of a file until it is told to stop, and says what the file is.
pub(super) fn each_record(source: &Arc<dyn Source>, each: &mut Each<'_>) -> Result<Container, ImportError> {
    let mut head = Vec::new();
    Cursor::at(source, 0).take(4).read_to_end(&mut head)?;
    let mut counted = Counted { last: 0, each };
    let (packing, rows) = match head[..] {
        [] => return Err(ImportError::NoRows),
        [b'P', b'K', 3, 4] => (Packing::Zip, each_in_archive(source, &mut counted)),
        [0x1F, 0x8B, ..] => {
            let packed = BufReader::with_capacity(BLOCK, Cursor::at(source, 0));
            let unpacked = BufReader::with_capacity(BLOCK, MultiGzDecoder::new(packed));
            (Packing::Gzip, each_in_text(unpacked, &mut counted))
        }
        [b'P', b'A', b'R', b'1'] => {
            let read = parquet::each_row(source, &mut |record| counted.take(record));
            (Packing::None, read.map(|()| Rows::Parquet))
        }
        _ => {
            let plain = BufReader::with_capacity(BLOCK, Cursor::at(source, 0));
            (Packing::None, each_in_text(plain, &mut counted))
        }
    };
    let after = counted.last;
    let rows = rows.map_err(|error| match error {
        ImportError::Io(error) if is_broken(&error) => ImportError::Damaged { after },
        other => other,
    })?;
    Ok(Container { packing, rows })
}

/// Whether it is the file's bytes that are wrong, and not the reading of them.
fn is_broken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
    )
}

/// Remembers how far the reading came.
struct Counted<'a, 'b> {
    last: u64,
    each: &'a mut Each<'b>,
}

impl Counted<'_, '_> {
    fn take(&mut self, record: Record) -> ControlFlow<()> {
        self.last = record.number;
        (self.each)(record)
    }
}

fn each_in_text(reader: impl BufRead, counted: &mut Counted<'_, '_>) -> Result<Rows, ImportError> {
    let mut reader = text::decoded(reader)?;
    match first_byte(&mut reader)? {
        None => Err(ImportError::NoRows),
        Some(b'[') => json::each_in_list(reader, &mut |record| counted.take(record)).map(|()| Rows::Json),
        Some(b'{') => json::each_object(reader, &mut |record| counted.take(record)),
        Some(_) => delimited::each_row(reader, &mut |record| counted.take(record)).map(Rows::Delimited),
    }
}

/// The first byte that is no space, which stays to be read.
fn first_byte(reader: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        let spaces = buffer.iter().take_while(|byte| byte.is_ascii_whitespace() && **byte != b'\t').count();
        let first = buffer.get(spaces).copied();
        reader.consume(spaces);
        if first.is_some() {
            return Ok(first);
        }
    }
}

/// The folder of a Kiln project, a ChatGPT export, or every file with rows, in the order of their names.
fn each_in_archive(source: &Arc<dyn Source>, counted: &mut Counted<'_, '_>) -> Result<Rows, ImportError> {
    let reader = BufReader::with_capacity(BLOCK, Cursor::at(source, 0));
    let mut archive = ZipArchive::new(reader).map_err(|_| ImportError::Damaged { after: 0 })?;
    let mut names: Vec<String> = archive.file_names().flatten().map(Cow::into_owned).collect();
    names.retain(|name| !name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX"));
    names.sort_unstable();
    let holds = |end: &str| names.iter().any(|name| name.rsplit('/').next() == Some(end));
    if holds("task_run.kiln") {
        names.retain(|name| name.ends_with("task_run.kiln"));
        return each_kiln_run(&mut archive, &names, counted);
    }
    if holds("conversations.json") {
        names.retain(|name| name.rsplit('/').next() == Some("conversations.json"));
    } else {
        names.retain(|name| {
            [".jsonl", ".ndjson", ".json", ".csv", ".tsv"].iter().any(|end| name.ends_with(end))
        });
    }
    let mut rows = None;
    let mut before = 0;
    for name in names {
        let entry = archive.by_name(&name).map_err(|_| ImportError::Damaged { after: counted.last })?;
        let mut stopped = false;
        let mut in_entry = |mut record: Record| {
            record.number += before;
            let flow = (counted.each)(record);
            stopped = flow.is_break();
            flow
        };
        let mut shifted = Counted { last: 0, each: &mut in_entry };
        let read = each_in_text(BufReader::with_capacity(BLOCK, entry), &mut shifted);
        before += shifted.last;
        counted.last = before;
        match read {
            Ok(found) => rows = rows.or(Some(found)),
            Err(ImportError::NoRows) => {}
            Err(error) => return Err(error),
        }
        if stopped {
            break;
        }
    }
    rows.ok_or(ImportError::NothingInside)
}

fn each_kiln_run<R: Read + io::Seek>(
    archive: &mut ZipArchive<R>,
    names: &[String],
    counted: &mut Counted<'_, '_>,
) -> Result<Rows, ImportError> {
    for (number, name) in (1..).zip(names) {
        let entry = archive.by_name(name).map_err(|_| ImportError::Damaged { after: counted.last })?;
        let mut json = Vec::new();
        entry.take(LONGEST_ROW as u64 + 1).read_to_end(&mut json)?;
        if json.len() > LONGEST_ROW {
            return Err(ImportError::TooLong);
        }
        if counted.take(json::record(number, &json)).is_break() {
            break;
        }
    }
    Ok(Rows::Json)
}
