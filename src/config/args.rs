//! The flags that set something. Their environment twins are read with all other settings, since `.env`
//! ranks below both.

use std::{net::IpAddr, path::PathBuf};

/// Flags of every command.
#[derive(Clone, Debug, Default, clap::Args)]
#[expect(clippy::doc_markdown, reason = "the help shows these lines as they stand")]
pub struct GlobalArgs {
    /// Keep the data in this folder [env: DSFORGE_DATA_DIR]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// Read settings from this file instead of .env in the working directory [env: DSFORGE_ENV_FILE]
    #[arg(long, global = true, value_name = "FILE")]
    pub env_file: Option<PathBuf>,

    /// Keep the secret that is mixed into passwords in this file [env: DSFORGE_SECRET_FILE]
    #[arg(long, global = true, value_name = "FILE")]
    pub secret_file: Option<PathBuf>,

    /// Start although other users of this computer can read the data [env: DSFORGE_INSECURE_MODES]
    #[arg(long, global = true)]
    pub insecure_modes: bool,
}

/// Flags of `serve`.
#[derive(Clone, Debug, Default, clap::Args)]
#[expect(clippy::doc_markdown, reason = "the help shows these lines as they stand")]
pub struct ServeArgs {
    /// Listen on this address [default: 127.0.0.1] [env: DSFORGE_BIND]
    #[arg(long, value_name = "ADDRESS")]
    pub bind: Option<IpAddr>,

    /// Listen on this port; 0 takes any free one [default: 7411] [env: DSFORGE_PORT]
    #[arg(long)]
    pub port: Option<u16>,

    /// Do not open the browser [env: DSFORGE_NO_OPEN]
    #[arg(long)]
    pub no_open: bool,

    /// Offer the built-in demo models beside real ones [env: DSFORGE_DEMO]
    #[arg(long)]
    pub demo: bool,

    /// Answer under this name too, with any port or the one given; may repeat [env: DSFORGE_ALLOW_HOST]
    #[arg(long, value_name = "NAME[:PORT]")]
    pub allow_host: Vec<String>,

    /// Do not serve the API's documentation page [env: DSFORGE_NO_DOCS]
    #[arg(long)]
    pub no_docs: bool,
}
