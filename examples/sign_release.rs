//! What the maintainer signs releases with.
//!
//! `sign_release new PRIVATE PUBLIC` makes a pair of keys; `sign_release PRIVATE ARCHIVE…` signs archives where
//! they lie, each under its own file name, and says so.

use std::{
    env,
    error::Error,
    ffi::{OsStr, OsString},
    fs::{self, File, OpenOptions},
    io::Write as _,
    path::Path,
};

use zipsign_api::{KEYPAIR_LENGTH, SigningKey, sign::copy_and_sign_tar};

const USAGE: &str = "sign_release new PRIVATE PUBLIC, or sign_release PRIVATE ARCHIVE…";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    match arguments.as_slice() {
        [word, private, public] if word == "new" => make(Path::new(private), Path::new(public)),
        [private, archives @ ..] if !archives.is_empty() => {
            let bytes: [u8; KEYPAIR_LENGTH] =
                fs::read(private)?.try_into().map_err(|_| "the private key is not one of these")?;
            let key = SigningKey::from_keypair_bytes(&bytes)?;
            archives.iter().try_for_each(|archive| sign(Path::new(archive), &key))
        }
        _ => Err(USAGE.into()),
    }
}

/// Never over a key that exists: releases that were signed with it could not be followed by others.
fn make(private: &Path, public: &Path) -> Result<(), Box<dyn Error>> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    let key = SigningKey::from_bytes(&seed);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options.clone().open(public)?.write_all(&key.verifying_key().to_bytes())?;
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(private)?.write_all(&key.to_keypair_bytes())?;
    Ok(())
}

/// The name is part of what is signed, so the archive must not be renamed afterwards.
fn sign(archive: &Path, key: &SigningKey) -> Result<(), Box<dyn Error>> {
    let name = archive.file_name().and_then(OsStr::to_str).ok_or("the archive has no plain name")?;
    let draft = archive.with_extension("signing");
    let keys = std::slice::from_ref(key);
    copy_and_sign_tar(&mut File::open(archive)?, &mut File::create(&draft)?, keys, Some(name.as_bytes()))?;
    fs::rename(draft, archive)?;
    writeln!(std::io::stdout(), "signed {name}")?;
    Ok(())
}
