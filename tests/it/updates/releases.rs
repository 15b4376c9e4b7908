//! Releases, a server that has them, and a program to replace.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader, Cursor, Write as _},
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use dsforge::update::{REPOSITORY, Updates, archive_name};
use flate2::{Compression, write::GzEncoder};
use semver::Version;
use serde_json::{Value, json};
use tempfile::TempDir;
use zipsign_api::{PUBLIC_KEY_LENGTH, SigningKey, sign::copy_and_sign_tar};

/// The version that is installed.
pub(super) const INSTALLED: &str = "0.1.0";

/// A key of the maintainer, or of somebody else.
pub(super) fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

pub(super) fn public(key: &SigningKey) -> [u8; PUBLIC_KEY_LENGTH] {
    key.verifying_key().to_bytes()
}

pub(super) fn version(text: &str) -> Version {
    text.parse().expect("a version")
}

/// A program that says that it is a version of dsforge.
pub(super) fn program(version: &str) -> Vec<u8> {
    // Long enough that writing it takes a while.
    format!("#!/bin/sh\necho dsforge {version}\nexit\n{}", "#".repeat(200_000)).into_bytes()
}

/// A packed archive with one file of that name.
pub(super) fn packed(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    let mut header = tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_mode(0o755);
    // `set_path` refuses what an attacker would write.
    header.as_gnu_mut().expect("a GNU header").name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_cksum();
    archive.append(&header, content).expect("memory");
    archive.into_inner().and_then(GzEncoder::finish).expect("memory")
}

/// The archive, signed under that file name.
pub(super) fn signed(archive: &[u8], name: &str, key: &SigningKey) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let keys = std::slice::from_ref(key);
    copy_and_sign_tar(&mut Cursor::new(archive), &mut out, keys, Some(name.as_bytes())).expect("a signature");
    out.into_inner()
}

/// A release as the maintainer makes it.
pub(super) fn release(text: &str) -> Vec<u8> {
    signed(&packed("dsforge", &program(text)), &archive_name(&version(text)), &key(1))
}

/// What a path is answered with.
#[derive(Clone)]
pub(super) enum Answer {
    Bytes(Vec<u8>),
    /// The connection ends after so many of the bytes that were announced.
    CutShort(Vec<u8>, usize),
    Redirect(String),
}

/// A server of releases. It lives until the test ends.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) url: String,
    answers: Arc<Mutex<BTreeMap<String, Answer>>>,
    asked: Arc<AtomicUsize>,
}

impl Server {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let server = Self { url, answers: Arc::default(), asked: Arc::default() };
        let answering = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answering = answering.clone();
                thread::spawn(move || answering.answer(stream));
            }
        });
        server
    }

    /// One that runs in another process.
    pub(super) fn at(url: String) -> Self {
        Self { url, answers: Arc::default(), asked: Arc::default() }
    }

    pub(super) fn has(&self, path: &str, answer: Answer) {
        self.answers.lock().expect("no panic").insert(path.to_owned(), answer);
    }

    /// Lists a release whose archive is behind that link.
    pub(super) fn lists(&self, releases: &[(&str, &str, &str)]) {
        let listed: Vec<Value> = releases
            .iter()
            .map(|(tag, name, link)| {
                json!({
                    "tag_name": format!("v{tag}"), "name": tag, "created_at": "2026-03-14T09:26:53Z",
                    "body": null, "html_url": null,
                    "assets": [{"name": name, "url": link, "browser_download_url": link}]
                })
            })
            .collect();
        self.has(&format!("/repos/{REPOSITORY}/releases"), Answer::Bytes(json!(listed).to_string().into()));
    }

    /// Offers this archive as that version.
    pub(super) fn offers(&self, text: &str, archive: Answer) {
        let name = archive_name(&version(text));
        let path = format!("/download/{name}");
        self.lists(&[(text, &name, &format!("{}{path}", self.url))]);
        self.has(&path, archive);
    }

    /// How often it was asked anything.
    pub(super) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn answer(&self, mut stream: TcpStream) {
        let mut request = String::new();
        let mut lines = BufReader::new(stream.try_clone().expect("a stream"));
        while lines.read_line(&mut request).is_ok_and(|length| length > 2) {}
        self.asked.fetch_add(1, Ordering::SeqCst);
        let target = request.split(' ').nth(1).unwrap_or_default();
        let path = target.split('?').next().unwrap_or_default();
        let answer = self.answers.lock().expect("no panic").get(path).cloned();
        let head = |status: &str, length: usize, more: &str| {
            format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{more}\r\n")
        };
        let (head, body) = match answer {
            None => (head("404 Not Found", 0, ""), Vec::new()),
            Some(Answer::Bytes(bytes)) => (head("200 OK", bytes.len(), ""), bytes),
            Some(Answer::CutShort(bytes, sent)) => (head("200 OK", bytes.len(), ""), bytes[..sent].to_vec()),
            Some(Answer::Redirect(to)) => (head("302 Found", 0, &format!("Location: {to}\r\n")), Vec::new()),
        };
        // A client that was killed listens no longer.
        drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)));
    }
}

/// An installed program, which trusts the first key.
pub(super) struct Installed {
    folder: TempDir,
    pub(super) updates: Updates,
}

impl Installed {
    pub(super) fn new(server: &Server) -> Self {
        let folder = TempDir::new().expect("a folder");
        let installed = Self { folder, updates: updates(server) };
        place(&installed.path(), INSTALLED);
        installed
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("dsforge")
    }

    pub(super) fn predecessor(&self) -> PathBuf {
        self.folder.path().join("dsforge.old")
    }

    /// The names in its folder.
    pub(super) fn files(&self) -> Vec<String> {
        let mut files: Vec<String> = fs::read_dir(self.folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        files.sort();
        files
    }

    /// Looks for the newest release and takes it; says whether there was one.
    pub(super) fn update(&self) -> Result<bool, String> {
        let told = |error: dsforge::update::UpdateError| error.to_string();
        let Some(offer) = self.updates.newest().map_err(told)? else { return Ok(false) };
        self.updates.install(&offer, &self.path(), &mut |_, _| ()).map_err(told)?;
        Ok(true)
    }
}

/// Updates from that server, believed when they are signed with the first key.
pub(super) fn updates(server: &Server) -> Updates {
    Updates { api: server.url.clone(), keys: vec![public(&key(1))], current: version(INSTALLED) }
}

pub(super) fn place(path: &Path, version: &str) {
    fs::write(path, program(version)).expect("a program");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("permissions");
}

/// What a program says when it is asked for its version.
pub(super) fn says(program: &Path) -> String {
    let output = Command::new(program).arg("--version").output().expect("a program that runs");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
