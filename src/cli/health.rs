//! `dsforge health`: asks a running server whether it is well. It never opens the data.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use serde_json::json;

use super::{assemble, failure::Failure, presence, terminal};
use crate::config::{GlobalArgs, ServeArgs};

#[derive(Debug, clap::Args)]
pub(super) struct HealthArgs {
    #[command(flatten)]
    serve: ServeArgs,
    /// Answer with one line of JSON: {"address", "well"}
    #[arg(long)]
    json: bool,
}

const PATIENCE: Duration = Duration::from_secs(3);

pub(super) fn run(global: &GlobalArgs, args: &HealthArgs) -> Result<(), Failure> {
    let settings = assemble::settings(global, &args.serve)?;
    let running = presence::read(&settings.db_path);
    let address = match running.as_ref().and_then(|found| found.address.strip_prefix("http://")) {
        Some(address) if !settings.port_given => address.to_owned(),
        _ => SocketAddr::new(settings.bind, settings.port).to_string(),
    };
    let is_well = ask(&address).unwrap_or(false);
    if args.json {
        terminal::say_json(&json!({"address": format!("http://{address}"), "well": is_well}));
    } else if is_well {
        terminal::say(&format!("dsforge at http://{address} is well"));
    }
    if is_well {
        return Ok(());
    }
    Err(Failure::System(format!("No dsforge answers at http://{address}.")))
}

fn ask(address: &str) -> std::io::Result<bool> {
    let socket: SocketAddr = address.parse().map_err(std::io::Error::other)?;
    let mut stream = TcpStream::connect_timeout(&socket, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200"))
}
