//! Everything that is printed or asked.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the one place that prints")]

use std::io::{self, BufRead, IsTerminal, Write};

use clap::Command;
use clap_complete::Shell;

use super::failure::Failure;

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

/// Prints why a command failed.
pub(super) fn complain(failure: &Failure) {
    eprintln!("dsforge: {failure}");
}

/// Makes a panic say where it happened and nothing of what was being worked on, which its message may quote.
pub(super) fn report_panics_without_content() {
    std::panic::set_hook(Box::new(|panic| {
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

/// Asks for a password without showing it.
pub(super) fn ask_password(question: &str) -> Result<String, Failure> {
    rpassword::prompt_password(format!("{question}: "))
        .map_err(|error| Failure::system("The password cannot be read", &error))
}

/// The first line of standard input, as it is but for its line break.
pub(super) fn password_from_stdin() -> Result<String, Failure> {
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::system("Standard input cannot be read", &error))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
