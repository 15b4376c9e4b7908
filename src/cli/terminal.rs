//! Everything that is printed or asked.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the one place that prints")]

use std::io::{self, BufRead, IsTerminal, Write};

use clap::Command;
use clap_complete::Shell;
use indicatif::{ProgressBar, ProgressStyle};
use zeroize::Zeroizing;

use super::failure::Failure;
use crate::store;

/// Prints a result: something a script may read.
pub(super) fn say(text: &str) {
    println!("{text}");
    // A closed pipe is no failure of the command.
    drop(io::stdout().flush());
}

/// Prints a remark for the person, apart from results.
pub(super) fn remark(text: &str) {
    eprintln!("{text}");
}

/// Prints a remark that is of use to somebody who watches, and to no script.
pub(super) fn hint(text: &str) {
    if io::stderr().is_terminal() {
        remark(text);
    }
}

/// Prints a result as JSON on one line.
pub(super) fn say_json(value: &serde_json::Value) {
    say(&value.to_string());
}

/// Prints why a command failed.
pub(super) fn complain(failure: &Failure) {
    eprintln!("dsforge: {failure}");
}

/// Makes a panic say where it happened and nothing of what was being worked on, which its message may quote.
pub(super) fn report_panics_without_content() {
    std::panic::set_hook(Box::new(|panic| {
        if store::tells_panics() {
            return;
        }
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        eprintln!("dsforge: a mistake in the program at {place}; please report it.");
    }));
}

/// Prints a shell's completion script.
pub(super) fn completions(shell: Shell, command: &mut Command) {
    clap_complete::generate(shell, command, "dsforge", &mut io::stdout());
}

/// Whether a person can be asked.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for a line. An empty answer takes what stands in brackets.
pub(super) fn ask(question: &str, usual: Option<&str>) -> Result<String, Failure> {
    match usual {
        Some(usual) => eprint!("{question} [{usual}]: "),
        None => eprint!("{question}: "),
    }
    drop(io::stderr().flush());
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::system("The terminal cannot be read", &error))?;
    let answer = line.trim();
    Ok(if answer.is_empty() { usual.unwrap_or_default().to_owned() } else { answer.to_owned() })
}

/// Passes bytes of a result on as they are.
pub(super) fn pass_on(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|error| Failure::system("Standard output cannot be written", &error))
}

/// How far long work is, on one line that is written over; silent where nobody watches.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(what: &'static str) -> Self {
        // Nothing is drawn where standard error is no terminal.
        let bar = ProgressBar::new(0).with_message(what);
        let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos} of {human_len}, {eta} left");
        Self(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
    }

    /// Shows how much is done.
    pub(super) fn show(&mut self, done: u64, total: u64) {
        self.0.set_length(total);
        self.0.set_position(done);
    }

    /// Prints a remark above the bar.
    pub(super) fn remark(&self, text: &str) {
        self.0.suspend(|| remark(text));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Where passwords and recovery codes come from. Never from an argument, which everybody on the computer sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Secrets {
    /// A person is asked, and what they type is not shown.
    Asked,
    /// Each is a line of standard input, as it is but for its line break.
    Lines,
}

impl Secrets {
    /// Asks where there is somebody to ask, unless it is to be read from standard input.
    pub(super) fn of(stdin: bool) -> Self {
        if stdin || !can_ask() { Self::Lines } else { Self::Asked }
    }

    /// One secret.
    pub(super) fn ask(self, question: &str) -> Result<Zeroizing<String>, Failure> {
        let read = match self {
            Self::Asked => rpassword::prompt_password(format!("{question}: ")).map(Zeroizing::new),
            Self::Lines => line_of_stdin(),
        };
        read.map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                Failure::Usage(format!("Standard input ended where this was to come: {question}."))
            }
            _ => Failure::system("The password cannot be read", &error),
        })
    }
}

fn line_of_stdin() -> io::Result<Zeroizing<String>> {
    // Room for the longest password at once: a buffer that grows leaves copies behind.
    let mut line = Zeroizing::new(String::with_capacity(4096));
    if io::stdin().lock().read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let length = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(length);
    Ok(line)
}
