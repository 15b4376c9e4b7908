//! New versions of dsforge itself: is there one, and put it in place.
//!
//! Nothing here happens unasked. What is installed was signed by the maintainer under exactly its file name, says
//! of itself that it is the version it was offered as, and is newer than the program that asked. Where it was
//! downloaded from counts for nothing. This layer knows no data and no settings.

mod client;
mod error;
mod place;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use self_update::{Extract, VerifyingKey, backends::github};
use semver::Version;

use client::Client;
pub use error::UpdateError;
use place::Workshop;
pub use place::forget_old;

include!(concat!(env!("OUT_DIR"), "/release_keys.rs"));

/// Whose releases these are, as `owner/name`. A fork changes this line, and `keys/release.pub`.
pub const REPOSITORY: &str = "dsforge/dsforge";

/// Where GitHub is asked for releases.
const GITHUB: &str = "https://api.github.com";
/// The program's name inside an archive.
const PROGRAM: &str = if cfg!(windows) { "dsforge.exe" } else { "dsforge" };
/// An archive is some megabytes. Whoever sends more does not get to fill the disk.
const LARGEST: u64 = 256 << 20;

/// What is needed to find a release and to believe it.
#[derive(Clone, Debug)]
pub struct Updates {
    /// Where releases are listed, by the rules of GitHub's API.
    pub api: String,
    /// The keys of which one must have signed.
    pub keys: Vec<VerifyingKey>,
    /// The version that has to be exceeded.
    pub current: Version,
}

/// A release that is newer than this program.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its version.
    pub version: Version,
    url: String,
}

impl Updates {
    /// Those of this program.
    pub fn of_this_program() -> Result<Self, UpdateError> {
        let current = env!("CARGO_PKG_VERSION").parse().map_err(|_| UpdateError::Unnumbered)?;
        Ok(Self { api: GITHUB.to_owned(), keys: RELEASE_KEYS.to_vec(), current })
    }

    /// The newest release for this kind of computer, if it is newer than this program.
    pub fn newest(&self) -> Result<Option<Offer>, UpdateError> {
        self.need_key()?;
        let client = Client::new(&self.api)?;
        let (owner, name) = REPOSITORY.split_once('/').unwrap_or_default();
        let releases = github::ReleaseList::configure()
            .repo_owner(owner)
            .repo_name(name)
            .api_base_url(&self.api)
            .reqwest_client(client.inner())
            .build()
            .and_then(|list| list.fetch())
            .map_err(|error| UpdateError::unreachable(&error))?;
        let offers = releases.into_vec().into_iter().filter_map(|release| {
            let version: Version = release.version().parse().ok()?;
            let archive = archive_name(&version);
            let url = release.assets().iter().find(|asset| asset.name() == archive)?.download_url();
            Some(Offer { url: url.to_owned(), version })
        });
        let newer = offers.filter(|offer| offer.version.pre.is_empty() && offer.version > self.current);
        Ok(newer.max_by(|one, other| one.version.cmp(&other.version)))
    }

    /// Puts a release in the place of `program`, which is kept beside it until the new one has started. `watch`
    /// hears how many bytes have come, and of how many when that is known.
    pub fn install(
        &self,
        offer: &Offer,
        program: &Path,
        watch: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<(), UpdateError> {
        self.need_key()?;
        let workshop = Workshop::open(program)?;
        let archive = workshop.path(&archive_name(&offer.version));
        Client::new(&self.api)?.download(&offer.url, &archive, LARGEST, watch)?;
        self_update::verify_signature(&archive, &self.keys).map_err(|_| UpdateError::Unsigned)?;
        let new = unpack(&archive, &workshop)?;
        expect_version(&new, &offer.version)?;
        workshop.put_in_place(&new)
    }

    /// `self_update` takes an empty list of keys to mean that nothing has to be signed.
    fn need_key(&self) -> Result<(), UpdateError> {
        if self.keys.is_empty() { Err(UpdateError::NoKey) } else { Ok(()) }
    }
}

/// What the archive of a version is called. The signature covers the name, so nothing can be passed off as
/// another version or as made for another kind of computer.
pub fn archive_name(version: &Version) -> String {
    format!("dsforge-{version}-{}.tar.gz", self_update::get_target())
}

fn unpack(archive: &Path, workshop: &Workshop) -> Result<PathBuf, UpdateError> {
    let unpacked = Extract::from_source(archive).extract_file(workshop.folder(), PROGRAM);
    unpacked.map_err(|_| UpdateError::NoProgram)?;
    let new = workshop.path(PROGRAM);
    match new.symlink_metadata() {
        Ok(found) if found.is_file() => Ok(new),
        _ => Err(UpdateError::NoProgram),
    }
}

/// Asks the new program itself, which also shows that it runs here.
fn expect_version(new: &Path, expected: &Version) -> Result<(), UpdateError> {
    place::make_executable(new)?;
    let started = Command::new(new)
        .arg("--version")
        .env_clear()
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::piped())
        .spawn();
    let told = started.and_then(|mut child| {
        let mut told = String::new();
        let read = child.stdout.take().map_or(Ok(0), |out| out.take(1024).read_to_string(&mut told));
        let ended = child.wait()?;
        read?;
        if ended.success() { Ok(told) } else { Err(io::Error::other("it failed")) }
    });
    let told = told.map_err(|error| UpdateError::DoesNotRun(error.to_string()))?;
    match told.trim().strip_prefix("dsforge ") {
        Some(version) if version == expected.to_string() => Ok(()),
        _ => Err(UpdateError::OtherVersion(expected.clone())),
    }
}

/// Flushes what must be on the disk before a name points to it.
fn flush(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}
