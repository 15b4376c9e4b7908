//! A table for spreadsheets.

use std::io::{self, Write};

use super::{
    Lines,
    columns::{self, Column, Columns, Row, Waiting},
};

pub(super) struct Table<W: Write> {
    out: csv::Writer<W>,
    guard_formulas: bool,
    waiting: Waiting,
    /// Of every table in the folder.
    of_all: Columns,
    columns: Option<Vec<Column>>,
}

impl<W: Write> Table<W> {
    /// With `guard_formulas`, a text that a spreadsheet would run as a formula gets an apostrophe before it.
    pub(super) fn new(to: W, guard_formulas: bool, of_all: Columns) -> Self {
        let out = csv::Writer::from_writer(to);
        Self { out, guard_formulas, waiting: Waiting::default(), of_all, columns: None }
    }

    fn begin(&mut self, columns: Vec<Column>, rows: &[Row]) -> io::Result<()> {
        let columns = self.of_all.settle(columns);
        self.out.write_record(columns.iter().map(|column| column.name.as_str()))?;
        self.columns = Some(columns);
        rows.iter().try_for_each(|row| self.write(row))
    }

    fn write(&mut self, row: &Row) -> io::Result<()> {
        let Some(columns) = &self.columns else { return Ok(()) };
        columns::check(row, columns)?;
        let cells = columns.iter().map(|column| {
            let text = columns::cell(row.get(&column.name)).unwrap_or_default();
            if self.guard_formulas && is_formula(&text) { format!("'{text}") } else { text }
        });
        Ok(self.out.write_record(cells)?)
    }
}

impl<W: Write> Lines for Table<W> {
    fn line(&mut self, line: &str) -> io::Result<()> {
        let row = columns::row(line)?;
        if self.columns.is_some() {
            return self.write(&row);
        }
        if let Some(columns) = self.of_all.known() {
            return self.begin(columns, &[row]);
        }
        match self.waiting.push(row) {
            Some((columns, rows)) => self.begin(columns, &rows),
            None => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.columns.is_none() {
            let (mut columns, rows) = self.waiting.take();
            if let Some(known) = self.of_all.known() {
                columns = known;
            }
            if !columns.is_empty() {
                self.begin(columns, &rows)?;
            }
        }
        self.out.flush()
    }
}

/// What a spreadsheet takes for the beginning of a formula. A number is none.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err()
}
