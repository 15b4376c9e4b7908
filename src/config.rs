//! Settings: flag, then environment, then `.env`, then default; one struct comes out.
//!
//! It knows names, forms and limits. What a setting does is known where it is used: the address of a model
//! server, for one, stays the text that was given.

mod args;
mod env_file;
pub mod table;
mod value;

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
    time::Duration,
};

use etcetera::BaseStrategy;
use zeroize::Zeroizing;

pub use self::args::{GlobalArgs, ServeArgs};
use self::env_file::EnvFile;

/// Everything that can be set, checked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The database file. Its marker, run file, log and backups lie in the same folder.
    pub db_path: PathBuf,
    /// The file with the secret that is mixed into every password.
    pub secret_file: PathBuf,
    /// A secret given by name; it joins those of the file and is the current one.
    pub secret_salt: Option<SecretSalt>,
    /// Whether to start although others can read the database or the secret.
    pub insecure_modes: bool,
    /// The model server, in any form that Ollama itself accepts.
    pub ollama_host: String,
    /// The model server's port; none leaves it to `ollama_host`, or to Ollama's default.
    pub ollama_port: Option<u16>,
    /// The unit by which all waiting for a model scales.
    pub ollama_timeout: Duration,
    /// Origins of other pages that may use the API, in the form browsers send. No wildcard.
    pub cors_origins: Vec<String>,
    /// Attempts to log in within a minute.
    pub login_rate_limit: u32,
    /// How long a session lasts from the login on.
    pub session_timeout: Duration,
    /// The address to listen on.
    pub bind: IpAddr,
    /// The port to listen on; 0 lets the system pick one.
    pub port: u16,
    /// Whether the port was asked for by name, rather than taken from the default.
    pub port_given: bool,
    /// Whether to open the browser.
    pub open_browser: bool,
    /// Whether the built-in models are offered beside real ones.
    pub demo: bool,
    /// Names under which others may reach the server, as `name` or `name:port`, in lower case.
    pub allow_hosts: Vec<String>,
    /// Whether `/api/docs` is served.
    pub docs: bool,
}

/// The decoded `SECRET_SALT`. It does not show itself and is wiped when dropped.
#[derive(Clone)]
pub struct SecretSalt(Zeroizing<Vec<u8>>);

impl SecretSalt {
    /// The secret; at least 16 bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for SecretSalt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretSalt")
    }
}

/// Why dsforge cannot start as it was told to: one sentence for the person.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// A value that does not fit its setting.
    #[error("{name} {problem}.")]
    Value {
        /// The flag or variable, as the person wrote it.
        name: String,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// A file of settings that cannot be read.
    #[error("The settings file {} cannot be read: {problem}.", path.display())]
    EnvFile {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        problem: String,
    },
    /// A line of it that is no setting.
    #[error("Line {line} of {} {problem}.", path.display())]
    EnvLine {
        /// Which file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it. The line itself may hold a secret and is not repeated.
        problem: &'static str,
    },
    /// There is no folder to put things in.
    #[error("Your home folder is not known: say where the data is to be with --data-dir and --secret-file.")]
    NoHome,
}

impl Settings {
    /// Reads all settings. `env` is the environment; `.env` is looked for in the working directory unless
    /// another file is named.
    pub fn load(
        global: &GlobalArgs,
        serve: &ServeArgs,
        env: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let file = env_file(global, env)?;
        let sources = Sources { env, file };
        let (bind, port) = (sources.bind(serve)?, sources.port(serve)?);
        let settings = Self {
            db_path: sources.db_path(global)?,
            secret_file: sources.secret_file(global)?,
            secret_salt: sources.parsed("SECRET_SALT", value::salt)?.map(SecretSalt),
            insecure_modes: global.insecure_modes || sources.switch("DSFORGE_INSECURE_MODES")?,
            ollama_host: sources.text("OLLAMA_HOST").unwrap_or_else(|| "127.0.0.1".to_owned()),
            ollama_port: sources.parsed("OLLAMA_PORT", value::port)?,
            ollama_timeout: sources
                .parsed("OLLAMA_TIMEOUT", value::seconds)?
                .unwrap_or(Duration::from_secs(30)),
            cors_origins: sources.parsed("CORS_ORIGINS", value::origins)?.unwrap_or_default(),
            login_rate_limit: sources.parsed("LOGIN_RATE_LIMIT", value::attempts)?.unwrap_or(5),
            session_timeout: sources
                .parsed("SESSION_TIMEOUT", value::minutes)?
                .unwrap_or(Duration::from_secs(30 * 60)),
            bind,
            port: port.unwrap_or(DEFAULT_PORT),
            port_given: port.is_some(),
            open_browser: !(serve.no_open || sources.switch("DSFORGE_NO_OPEN")?),
            demo: serve.demo || sources.switch("DSFORGE_DEMO")?,
            allow_hosts: sources.allow_hosts(serve)?,
            docs: !(serve.no_docs || sources.switch("DSFORGE_NO_DOCS")?),
        };
        if !bind.is_loopback() && settings.allow_hosts.is_empty() {
            return Err(wrong(
                "--bind",
                format!("{bind} lets others reach dsforge: name the host they will use with --allow-host"),
            ));
        }
        Ok(settings)
    }
}

const DEFAULT_PORT: u16 = 7411;

fn wrong(name: &str, problem: impl Into<String>) -> ConfigError {
    ConfigError::Value { name: name.to_owned(), problem: problem.into() }
}

fn env_file(global: &GlobalArgs, env: &dyn Fn(&str) -> Option<String>) -> Result<EnvFile, ConfigError> {
    let named = global.env_file.clone().or_else(|| given(env("DSFORGE_ENV_FILE")).map(PathBuf::from));
    match named {
        Some(path) => EnvFile::read(&path),
        None => EnvFile::read_if_there(Path::new(".env")),
    }
}

/// An empty value counts as none, so that a line of `.env.example` can be left open.
fn given(value: Option<String>) -> Option<String> {
    value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
}

/// Where values come from when no flag says them.
struct Sources<'a> {
    env: &'a dyn Fn(&str) -> Option<String>,
    file: EnvFile,
}

impl Sources<'_> {
    fn text(&self, name: &str) -> Option<String> {
        given((self.env)(name)).or_else(|| given(self.file.get(name)))
    }

    fn parsed<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        self.text(name).map(|text| parse(&text)).transpose().map_err(|problem| wrong(name, problem))
    }

    fn switch(&self, name: &str) -> Result<bool, ConfigError> {
        Ok(self.parsed(name, value::switch)?.unwrap_or(false))
    }

    fn bind(&self, serve: &ServeArgs) -> Result<IpAddr, ConfigError> {
        let named = match serve.bind {
            Some(bind) => Some(bind),
            None => self.parsed("DSFORGE_BIND", value::address)?,
        };
        Ok(named.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)))
    }

    fn port(&self, serve: &ServeArgs) -> Result<Option<u16>, ConfigError> {
        match serve.port {
            Some(port) => Ok(Some(port)),
            None => self.parsed("DSFORGE_PORT", value::port),
        }
    }

    fn allow_hosts(&self, serve: &ServeArgs) -> Result<Vec<String>, ConfigError> {
        if serve.allow_host.is_empty() {
            return Ok(self.parsed("DSFORGE_ALLOW_HOST", value::hosts)?.unwrap_or_default());
        }
        value::hosts(&serve.allow_host.join(",")).map_err(|problem| wrong("--allow-host", problem))
    }

    /// Within one source, the file itself is the closer word than the folder.
    fn db_path(&self, global: &GlobalArgs) -> Result<PathBuf, ConfigError> {
        let in_dir = |dir: PathBuf| dir.join(DB_NAME);
        if let Some(dir) = &global.data_dir {
            return Ok(in_dir(dir.clone()));
        }
        let file = |name: &str| self.file.get(name);
        for source in [self.env, &file] {
            if let Some(path) = given(source("DB_PATH")) {
                return under_home(&path);
            }
            if let Some(dir) = given(source("DSFORGE_DATA_DIR")) {
                return under_home(&dir).map(in_dir);
            }
        }
        Ok(in_dir(folders()?.data_dir().join("dsforge")))
    }

    fn secret_file(&self, global: &GlobalArgs) -> Result<PathBuf, ConfigError> {
        match (&global.secret_file, self.text("DSFORGE_SECRET_FILE")) {
            (Some(path), _) => Ok(path.clone()),
            (None, Some(path)) => under_home(&path),
            (None, None) => Ok(folders()?.config_dir().join("dsforge").join("secret.json")),
        }
    }
}

const DB_NAME: &str = "app.db";

fn folders() -> Result<impl BaseStrategy, ConfigError> {
    etcetera::choose_base_strategy().map_err(|_| ConfigError::NoHome)
}

/// Reads a leading `~/` as shells do: no shell has seen the lines of a file.
fn under_home(path: &str) -> Result<PathBuf, ConfigError> {
    match path.strip_prefix("~/") {
        Some(rest) => Ok(etcetera::home_dir().map_err(|_| ConfigError::NoHome)?.join(rest)),
        None => Ok(PathBuf::from(path)),
    }
}

#[cfg(test)]
mod tests;
