//! Putting a data file aside. It is renamed and never deleted: whoever finds their password or their recovery
//! code again finds the data too.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{StoreError, file};

/// Renames the data file to `app-<word>-<date>.db` beside it, or with a number when there is such a file. After
/// that, a new file may begin in its place. Refuses while a program has it open.
pub fn set_aside(path: &Path, word: &str, date: Date) -> Result<PathBuf, StoreError> {
    file::refuse_in_use(path)?;
    let to = free(|number| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let extension = path.extension().map_or(String::new(), |e| format!(".{}", e.to_string_lossy()));
        path.with_file_name(format!("{stem}-{word}-{date}{number}{extension}"))
    });
    file::take_away(path, &to)?;
    Ok(to)
}

/// The file's name with something behind it, and with a number when there is such a file.
pub(super) fn free_name(path: &Path, suffix: &str) -> PathBuf {
    free(|number| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{suffix}{number}"));
        name.into()
    })
}

fn free(name: impl Fn(&str) -> PathBuf) -> PathBuf {
    let numbers = (2_u32..).map(|number| format!("-{number}"));
    let mut names = std::iter::once(String::new()).chain(numbers).map(|number| name(&number));
    names.find(|name| !name.exists()).unwrap_or_else(|| name(""))
}
