//! `dsforge man`: the manual, made from the same words as `--help`.

use std::{fs, path::Path};

use super::{failure::Failure, terminal};

/// Writes a page for the program and for each of its commands.
pub(super) fn write(program: clap::Command, folder: &Path) -> Result<(), Failure> {
    let failed =
        |error| Failure::system(&format!("The manual cannot be written to {}", folder.display()), &error);
    fs::create_dir_all(folder).map_err(failed)?;
    clap_mangen::generate_to(program, folder).map_err(failed)?;
    terminal::say(&format!(
        "The manual is in {}. Read it with `man -l {}/dsforge.1`.",
        folder.display(),
        folder.display()
    ));
    Ok(())
}
