//! The house rules that can be checked: which layer may use which, what belongs where, how large a file may be.
//!
//! The arrows between layers are read from ARCHITECTURE.md, so that the page cannot say anything else.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Lines of a Rust file, tests apart.
const LONGEST: usize = 500;

/// Crates that only some places may use, by the beginning of their path below `src/`.
const AT_HOME: [(&str, &[&str]); 9] = [
    ("redb::", &["store/"]),
    ("aes_gcm::", &["crypto/"]),
    ("reqwest::", &["llm/", "update/"]),
    ("self_update::", &["update/"]),
    ("minijinja::", &["render/"]),
    ("poem_openapi::", &["api/"]),
    ("poem::", &["api/", "web"]),
    ("hyper::", &["api/connections/"]),
    ("clap::", &["cli/", "config"]),
];

/// Things that only some places may do.
const DONE_IN: [(&str, &[&str]); 3] = [
    ("println!", &["cli/terminal.rs"]),
    ("eprint", &["cli/terminal.rs"]),
    ("spawn_blocking", &["store/mod.rs", "app/auth/mod.rs", "app/updates.rs"]),
];

/// Names that say nothing of what is inside.
const JUNK_DRAWERS: [&str; 6] = ["utils", "util", "helpers", "common", "misc", "types"];

/// A source file: its path below `src/`, and its text without comments.
struct Source {
    path: String,
    code: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a readable file")
}

/// Every Rust file below a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let source = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a readable file");
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let parts: Vec<_> = path.strip_prefix(&src).expect("below src").iter().collect();
        Source { path: parts.join("/".as_ref()).to_string_lossy().into_owned(), code: code.join("\n") }
    };
    rust_files(&src).into_iter().map(source).collect()
}

impl Source {
    /// `store` for both `store/mod.rs` and `store/row.rs`, `web` for `web.rs`.
    fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    fn is_test(&self) -> bool {
        self.path.split('/').any(|part| part == "tests" || part == "tests.rs")
    }

    /// The layers it names: `crate::store`, and each entry of `crate::{ … }`.
    fn uses(&self) -> BTreeSet<&str> {
        let rest = self.code.split("crate::").skip(1);
        rest.flat_map(|rest| match rest.strip_prefix('{') {
            Some(group) => entries(group),
            None => vec![first_word(rest)],
        })
        .collect()
    }
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|c: char| c != '_' && !c.is_alphanumeric()).next().unwrap_or(text)
}

/// The first word of each entry of a group, whose opening brace is gone already.
fn entries(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut found = vec![first_word(group)];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => found.push(first_word(&group[at + 1..])),
            _ => {}
        }
    }
    found.retain(|word| !word.is_empty());
    found
}

/// The arrows as ARCHITECTURE.md draws them, outermost layer first: `api → app, model`.
fn drawn_arrows() -> Vec<(String, BTreeSet<String>)> {
    let page = text("ARCHITECTURE.md");
    let lines = page.lines().filter_map(|line| line.split_once(" → "));
    let is_layer = |name: &str| root().join("src").join(name).is_dir() || is_file_module(name);
    let row = |(from, to): (&str, &str)| {
        let to = to.split(',').map(|name| name.trim().to_owned()).filter(|name| name != "nothing").collect();
        (from.trim().to_owned(), to)
    };
    lines.filter(|(from, _)| is_layer(from.trim())).map(row).collect()
}

fn is_file_module(name: &str) -> bool {
    root().join("src").join(format!("{name}.rs")).is_file()
}

#[test]
fn layers_use_what_the_page_says_and_nothing_else() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources().iter().filter(|source| !["main", "lib"].contains(&source.layer())) {
        let layer = source.layer();
        let arrows = used.entry(layer.to_owned()).or_default();
        arrows.extend(source.uses().into_iter().filter(|to| *to != layer).map(str::to_owned));
    }
    let drawn: BTreeMap<_, _> = drawn_arrows().into_iter().collect();
    assert_eq!(used, drawn, "left: what the code uses; right: what ARCHITECTURE.md draws");
}

#[test]
fn no_arrow_points_back() {
    let drawn = drawn_arrows();
    for (place, (from, to)) in drawn.iter().enumerate() {
        for to in to {
            let inner = drawn[place + 1..].iter().any(|(layer, _)| layer == to);
            assert!(inner, "{from} → {to} points outward, or {to} is not drawn");
        }
    }
}

#[test]
fn what_only_one_layer_knows_stays_there() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        for (what, places) in AT_HOME.iter().chain(&DONE_IN) {
            let at_home = places.iter().any(|place| source.path.starts_with(place));
            let used = source.code.contains(what);
            assert!(at_home || !used, "src/{} uses {what}, which belongs to {places:?}", source.path);
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    for folder in ["src", "tests", "examples"] {
        for path in rust_files(&root().join(folder)) {
            let text = fs::read_to_string(&path).expect("a readable file");
            assert!(text.starts_with("//! "), "{} does not begin with a line of //!", path.display());
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        let lines = text(&format!("src/{}", source.path)).lines().count();
        assert!(lines <= LONGEST, "src/{} has {lines} lines; cut it by topic", source.path);
    }
}

#[test]
fn every_module_is_named_after_its_topic() {
    for source in sources() {
        for part in source.path.split('/').map(|part| part.trim_end_matches(".rs")) {
            assert!(!JUNK_DRAWERS.contains(&part), "src/{}: name it after what is inside", source.path);
        }
    }
}

#[test]
fn the_code_map_names_every_module() {
    let page = text("ARCHITECTURE.md");
    let sections: BTreeMap<&str, &str> =
        page.split("\n### `src/").skip(1).filter_map(|section| section.split_once('`')).collect();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let layer = source.layer();
        let section = sections.get(layer).copied().unwrap_or_default();
        assert!(!section.is_empty(), "ARCHITECTURE.md has no section on src/{layer}");
        let module = source.path.split('/').nth(1).map_or("", |name| name.trim_end_matches(".rs"));
        let is_named = ["", "mod"].contains(&module) || section.contains(&format!("`{module}`"));
        assert!(is_named, "ARCHITECTURE.md does not name `{module}` in its section on src/{layer}");
    }
}

#[test]
fn the_map_is_short_enough_to_be_read() {
    let lines = text("ARCHITECTURE.md").lines().count();
    assert!(lines <= 250, "ARCHITECTURE.md has {lines} lines");
}

#[test]
fn the_oldest_rust_that_works_is_said() {
    assert!(text("Cargo.toml").lines().any(|line| line.starts_with("rust-version = ")));
}
