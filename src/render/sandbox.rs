//! The engine that templates run in. They are written by people, and pasted from elsewhere: none may take
//! more time or memory than a row is worth, and none may read anything but its row.

use std::{
    io::{self, Write},
    thread,
};

use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, value::Value};

use super::{context, json};

/// The longest template, in bytes.
pub(super) const LONGEST_TEMPLATE: usize = 256 * 1024;
/// The longest row, in bytes.
pub(super) const LONGEST_ROW: usize = 8 * 1024 * 1024;

/// About one instruction, or 64 bytes written, for each unit.
const FUEL: u64 = 50_000;
/// Rows up to this size are rendered with [`FUEL`] alone.
const USUAL_ROW: usize = 64 * 1024;
/// Every byte of a large row may be written this often on its way out.
const COPIES: u64 = 8;
const FUEL_BYTES: u64 = 64;
const DEEPEST: usize = 64;

/// The engine goes down one step of the stack for each operator in a row and for each list in a list, and a
/// stack that ends takes the program with it. This is deep enough for the longest template and row; what is
/// short cannot get there and stays where it is. Untouched pages of it cost nothing.
const STACK: usize = 256 * 1024 * 1024;
const SHORT_TEMPLATE: usize = 2 * 1024;

/// The only template there is. Its name says nothing of the escaping, which is left to `tojson`.
const NAME: &str = "row";

/// A template, compiled.
#[derive(Debug)]
pub(super) struct Sandbox {
    env: Environment<'static>,
    source: String,
    fuel: u64,
}

impl Sandbox {
    pub(super) fn new(template: &str) -> Result<Self, Error> {
        let mut env = Environment::new();
        env.set_debug(false);
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(|_| AutoEscape::None);
        env.add_filter("tojson", |value: Value| json::tojson(&value));
        env.add_function("refuse", context::refuse);
        Self::in_environment(env, template, FUEL)
    }

    /// A template in a dialect of its own, with the same limits but for `fuel`, which a row of the usual size
    /// may use up.
    pub(super) fn in_environment(
        mut env: Environment<'static>,
        template: &str,
        fuel: u64,
    ) -> Result<Self, Error> {
        env.set_fuel(Some(fuel));
        env.set_recursion_limit(DEEPEST);
        let mut compile = || env.add_template_owned(NAME, template.to_owned());
        if template.len() <= SHORT_TEMPLATE {
            compile()?;
        } else {
            on_large_stack(compile)??;
        }
        Ok(Self { env, source: template.to_owned(), fuel })
    }

    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// Renders one row. `size` is about how much there is to write.
    pub(super) fn render(&self, row: Value, size: usize) -> Result<String, Failure> {
        if size <= USUAL_ROW {
            return run(&self.env, row);
        }
        let mut env = self.env.clone();
        env.set_fuel(Some(self.fuel + size as u64 * COPIES / FUEL_BYTES));
        on_large_stack(|| run(&env, row)).map_err(Failure::Template)?
    }
}

fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Error> {
    let no_room =
        || Error::new(ErrorKind::InvalidOperation, "there is no memory for a template of this size");
    thread::scope(|scope| {
        let worker =
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).map_err(|_| no_room())?;
        worker.join().map_err(|_| no_room())
    })
}

/// Why there is no row.
#[derive(Debug)]
pub(super) enum Failure {
    /// The template or the row is at fault.
    Template(Error),
    /// More than [`LONGEST_ROW`] was written.
    TooLong,
}

fn run(env: &Environment<'_>, row: Value) -> Result<String, Failure> {
    let mut out = Capped { bytes: Vec::new(), is_full: false };
    let rendered =
        env.get_template(NAME).and_then(|template| template.render_captured_to(row, &mut out).map(drop));
    match rendered {
        _ if out.is_full => Err(Failure::TooLong),
        Err(error) => Err(Failure::Template(error)),
        Ok(()) => String::from_utf8(out.bytes)
            .map_err(|_| Failure::Template(Error::new(ErrorKind::WriteFailure, "the row is not UTF-8"))),
    }
}

struct Capped {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LONGEST_ROW {
            self.is_full = true;
            return Err(io::Error::other("the row is full"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
