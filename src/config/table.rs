//! Every setting once, as data: `.env.example` and the table of the README are written from it.

use std::fmt::Write as _;

/// A setting as a person sees it.
pub struct Setting {
    /// The environment variable, also its name in `.env`.
    pub name: &'static str,
    /// The flag that outranks it.
    pub flag: Option<&'static str>,
    /// What holds when nothing is said, as a value or in words.
    pub default: &'static str,
    /// What it does.
    pub meaning: &'static str,
}

/// All settings, in the order in which they are explained.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "DB_PATH",
        flag: None,
        default: "dsforge/app.db in your user data folder",
        meaning: "The encrypted database. What belongs to it lies in the same folder.",
    },
    Setting {
        name: "DSFORGE_DATA_DIR",
        flag: Some("--data-dir"),
        default: "dsforge in your user data folder",
        meaning: "The folder of the database, when its name may stay app.db.",
    },
    Setting {
        name: "SECRET_SALT",
        flag: None,
        default: "made at the first start, kept in the secret file",
        meaning: "A secret mixed into every password: base64 of at least 16 bytes (`openssl rand -base64 32`). Without it, a stolen database cannot be tried against guessed passwords.",
    },
    Setting {
        name: "DSFORGE_SECRET_FILE",
        flag: Some("--secret-file"),
        default: "dsforge/secret.json in your configuration folder",
        meaning: "Where that secret is kept. Back it up, and never beside the database.",
    },
    Setting {
        name: "DSFORGE_INSECURE_MODES",
        flag: Some("--insecure-modes"),
        default: "0",
        meaning: "1 starts although other users of this computer can read the database or the secret.",
    },
    Setting {
        name: "OLLAMA_HOST",
        flag: None,
        default: "127.0.0.1",
        meaning: "The model server, in every form that Ollama itself accepts.",
    },
    Setting {
        name: "OLLAMA_PORT",
        flag: None,
        default: "11434",
        meaning: "Its port, when OLLAMA_HOST does not say it.",
    },
    Setting {
        name: "OLLAMA_TIMEOUT",
        flag: None,
        default: "30",
        meaning: "Seconds a model may fall silent. Loading a model may take ten times as long, a whole answer twenty times.",
    },
    Setting {
        name: "SESSION_TIMEOUT",
        flag: None,
        default: "30",
        meaning: "Minutes from the login until the data is locked again.",
    },
    Setting {
        name: "LOGIN_RATE_LIMIT",
        flag: None,
        default: "5",
        meaning: "Attempts to log in within a minute.",
    },
    Setting {
        name: "CORS_ORIGINS",
        flag: None,
        default: "",
        meaning: "Origins of other pages that may use the API, separated by commas, each as scheme://host:port. * is refused.",
    },
    Setting {
        name: "DSFORGE_BIND",
        flag: Some("--bind"),
        default: "127.0.0.1",
        meaning: "The address to listen on. One that others can reach needs DSFORGE_ALLOW_HOST.",
    },
    Setting {
        name: "DSFORGE_PORT",
        flag: Some("--port"),
        default: "7411",
        meaning: "The port to listen on; 0 takes any free one.",
    },
    Setting {
        name: "DSFORGE_ALLOW_HOST",
        flag: Some("--allow-host"),
        default: "",
        meaning: "Further names to answer under, separated by commas, each as name or name:port.",
    },
    Setting {
        name: "DSFORGE_NO_OPEN",
        flag: Some("--no-open"),
        default: "0",
        meaning: "1 does not open the browser.",
    },
    Setting {
        name: "DSFORGE_DEMO",
        flag: Some("--demo"),
        default: "0",
        meaning: "1 offers the built-in demo models beside real ones.",
    },
    Setting {
        name: "DSFORGE_NO_DOCS",
        flag: Some("--no-docs"),
        default: "0",
        meaning: "1 does not serve the API's documentation page.",
    },
    Setting {
        name: "DSFORGE_ENV_FILE",
        flag: Some("--env-file"),
        default: ".env in the working directory",
        meaning: "The file to read settings from. It cannot be set in that file.",
    },
];

/// The text of `.env.example`.
pub fn env_example() -> String {
    let mut text = String::from(
        "# Settings of dsforge. Copy this file to .env and take the # away from the lines you change.\n\
         # A flag outranks the environment, the environment outranks this file.\n",
    );
    for setting in SETTINGS.iter().filter(|s| s.name != "DSFORGE_ENV_FILE") {
        let Setting { name, default, meaning, .. } = setting;
        let value = if default.contains(' ') { "" } else { *default };
        let otherwise = if default.contains(' ') { format!(" Else: {default}.") } else { String::new() };
        let _infallible = write!(text, "\n# {meaning}{otherwise}\n#{name}={value}\n");
    }
    text
}

/// The settings as a Markdown table.
pub fn readme_table() -> String {
    let mut text = String::from("| Name | Flag | Default | What it does |\n| --- | --- | --- | --- |\n");
    for Setting { name, flag, default, meaning } in SETTINGS {
        let flag = flag.map_or(String::new(), |flag| format!("`{flag}`"));
        let default = match *default {
            "" => "empty".to_owned(),
            words if words.contains(' ') => words.to_owned(),
            value => format!("`{value}`"),
        };
        let _infallible = writeln!(text, "| `{name}` | {flag} | {default} | {meaning} |");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn the_example_file_is_what_the_table_says() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".env.example");
        let expected = env_example();
        if fs::read_to_string(&path).unwrap_or_default() != expected {
            fs::write(&path, &expected).expect("writable");
            panic!(".env.example was out of date and has been written anew: look at it and commit it");
        }
    }

    #[test]
    fn no_cell_breaks_out_of_its_row() {
        assert_eq!(readme_table().lines().count(), SETTINGS.len() + 2);
        assert!(readme_table().lines().all(|line| line.matches('|').count() == 5));
    }
}
