//! The files: are they there, and whose are they.

use std::path::{Path, PathBuf};

use super::Finding;
use crate::config::Settings;

pub(super) fn look(settings: &Settings) -> Vec<Finding> {
    let Settings { db_path, secret_file, .. } = settings;
    let mut findings = vec![
        file("The data file", db_path, "It is begun at the first start."),
        file("The secret file", secret_file, "It is made at the first start."),
    ];
    let log = db_path.with_extension("log");
    let others = [db_path.parent().map(Path::to_owned), secret_file.parent().map(Path::to_owned), Some(log)];
    findings.extend(others.into_iter().flatten().filter_map(|path| open_to_others(&path)));
    findings.extend(left_over(db_path));
    findings
}

fn file(what: &str, path: &Path, when_missing: &str) -> Finding {
    match std::fs::metadata(path) {
        Ok(found) => open_to_others(path).unwrap_or_else(|| {
            Finding::Well(format!("{what} is {}, {} bytes.", path.display(), found.len()))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Finding::Note(format!("{what} {} is not there. {when_missing}", path.display()))
        }
        Err(error) => Finding::wrong(
            format!("{what} {} cannot be looked at: {error}.", path.display()),
            "Check who owns it and its folder.",
        ),
    }
}

#[cfg(unix)]
fn open_to_others(path: &Path) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt;
    let found = std::fs::metadata(path).ok()?;
    let closed = if found.is_dir() { "700" } else { "600" };
    (found.permissions().mode() & 0o077 != 0).then(|| {
        Finding::wrong(
            format!("Other users of this computer can get at {}.", path.display()),
            format!("Run `chmod {closed} {}`.", path.display()),
        )
    })
}

#[cfg(not(unix))]
fn open_to_others(_: &Path) -> Option<Finding> {
    None
}

/// What was put aside or written before a change of format. It is the person's to keep or to delete.
fn left_over(db_path: &Path) -> Option<Finding> {
    let name = db_path.file_stem()?.to_string_lossy().into_owned();
    let kept = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let aside = ["-locked-", "-replaced-"].iter().any(|word| file.starts_with(&format!("{name}{word}")));
        aside || file.contains(".bak-")
    };
    let entries = std::fs::read_dir(db_path.parent()?).ok()?;
    let mut kept: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(kept).collect();
    kept.sort();
    let names: Vec<_> = kept.iter().map(|path| path.display().to_string()).collect();
    (!names.is_empty()).then(|| {
        Finding::Note(format!("Earlier data is kept in {}. dsforge never deletes it.", names.join(", ")))
    })
}
