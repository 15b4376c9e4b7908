//! What the program carries inside. The page is there and fresh when the program is compiled, so that a plain
//! `cargo run` on a fresh clone has it; what is embedded is a copy in the build's own folder, which always exists.
//! The keys that releases are signed with are there if the maintainer has put them there.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// What the page is made from, under `ui/`.
const SOURCES: [&str; 7] =
    ["src", "public", "scripts", "index.html", "vite.config.ts", "package.json", "package-lock.json"];

/// What vite needs at least.
const NODE: (u32, u32) = (20, 19);

const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>dsforge</title>\n\
    <p>The page was not built into this program. Build it again without DSFORGE_SKIP_UI and with Node.js \
    installed. The API works: <a href=\"/api/docs\">/api/docs</a>.</p>\n</html>\n";

fn main() {
    link_tightly();
    for problem in [page(), release_keys()].into_iter().filter_map(Result::err) {
        println!("cargo::error={problem}");
    }
}

/// Makes the one static file smaller, where it is linked: functions that are the same are there once, and addresses
/// that are known when the program starts take a bit each instead of three words.
fn link_tightly() {
    let said = |name| env::var_os(name).and_then(|value| value.into_string().ok()).unwrap_or_default();
    let is_static = said("CARGO_CFG_TARGET_FEATURE").split(',').any(|feature| feature == "crt-static");
    if is_static && said("CARGO_CFG_TARGET_OS") == "linux" {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
    }
}

/// Writes the keys of `keys/release.pub` as Rust, or none when there is no such file.
fn release_keys() -> Result<(), String> {
    // The folder: a file that may be missing would have everything compiled each time.
    println!("cargo::rerun-if-changed=keys");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?);
    let bytes = match fs::read("keys/release.pub") {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        read => read.map_err(|e| format!("keys/release.pub cannot be read: {e}"))?,
    };
    let (keys, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() {
        return Err(
            "keys/release.pub holds no keys of 32 bytes; keys/README.md says how it is made.".to_owned()
        );
    }
    let code = format!("const RELEASE_KEYS: &[VerifyingKey] = &{keys:?};\n");
    fs::write(out.join("release_keys.rs"), code)
        .map_err(|e| format!("the release keys cannot be written: {e}"))
}

fn page() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=DSFORGE_SKIP_UI");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?).join("page");
    let root = env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no CARGO_MANIFEST_DIR")?;
    let ui = Path::new(&root).join("ui");
    embed(&out).map_err(|e| format!("{} cannot be written: {e}", out.display()))?;
    if env::var_os("DSFORGE_SKIP_UI").is_some_and(|v| v != "0") || env::var_os("DOCS_RS").is_some() {
        return replace(&out, |page| fs::write(page.join("index.html"), NOT_BUILT));
    }
    if !ui.join("package.json").is_file() {
        // The folder comes with the next checkout, which touches this file too.
        println!("cargo::rerun-if-changed=Cargo.toml");
        return replace(&out, |page| fs::write(page.join("index.html"), NOT_BUILT));
    }
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", ui.join(source).display());
    }
    if !is_fresh(&ui) {
        build(&ui)?;
    }
    replace(&out, |page| copy(&ui.join("dist"), page))
}

/// Writes the type through which the program reads the folder.
fn embed(page: &Path) -> io::Result<()> {
    let folder = page.to_str().ok_or_else(|| io::Error::other("its name is not UTF-8"))?;
    let code = format!("#[derive(rust_embed::Embed)]\n#[folder = {folder:?}]\nstruct Page;\n");
    fs::create_dir_all(page)?;
    fs::write(page.with_extension("rs"), code)
}

fn replace(page: &Path, fill: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), String> {
    let done = fs::remove_dir_all(page).and_then(|()| fs::create_dir_all(page)).and_then(|()| fill(page));
    done.map_err(|e| format!("the page cannot be copied to {}: {e}", page.display()))
}

/// Leaves out what starts with a dot, which is for the page's own scripts, and of a file with a compressed form
/// everything but that form: the program unpacks it for the few who do not take it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy(&entry.path(), &target)?;
        } else if !compressed(&entry.path()).is_file() {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Where the page's build puts the compressed form of a file.
fn compressed(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

fn is_fresh(ui: &Path) -> bool {
    let Some(built) = modified(&ui.join("dist/index.html")) else { return false };
    SOURCES.iter().filter_map(|source| newest(&ui.join(source))).all(|changed| changed <= built)
}

/// The last change of a file, or of any file in a folder. Tests are no part of the page.
fn newest(path: &Path) -> Option<SystemTime> {
    if path.file_name().is_some_and(|name| name.to_string_lossy().contains(".test.")) {
        return None;
    }
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().filter_map(|entry| newest(&entry.path())).max(),
        Err(_) => modified(path),
    }
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|meta| meta.modified()).ok()
}

fn build(ui: &Path) -> Result<(), String> {
    let (major, minor) = NODE;
    let wanted = format!(
        "Install Node.js {major}.{minor} or newer (https://nodejs.org), which builds the page, or set DSFORGE_SKIP_UI=1 to build dsforge without it"
    );
    match node_version() {
        Some(found) if found >= NODE => {}
        Some((major, minor)) => return Err(format!("{wanted}; this one is {major}.{minor}.")),
        None => return Err(format!("{wanted}.")),
    }
    let installed = modified(&ui.join("node_modules/.package-lock.json"));
    if installed.is_none() || installed < modified(&ui.join("package-lock.json")) {
        npm(ui, &["ci", "--no-audit", "--no-fund"])?;
    }
    npm(ui, &["run", "build"])
}

fn node_version() -> Option<(u32, u32)> {
    let output = Command::new("node").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut numbers = text.trim().trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn npm(ui: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let words = arguments.join(" ");
    let output = Command::new(program)
        .args(arguments)
        .current_dir(ui)
        .output()
        .map_err(|e| format!("npm cannot be run: {e}. It comes with Node.js (https://nodejs.org)."))?;
    if output.status.success() {
        return Ok(());
    }
    for line in String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).lines() {
        println!("cargo::warning={line}");
    }
    Err(format!("`npm {words}` in ui/ failed; the lines above say why."))
}
