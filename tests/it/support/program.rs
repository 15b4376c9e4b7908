//! The real binary, as a person or a script starts it, and a small client for it.

use std::{
    fs,
    io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, ExitStatus, Output, Stdio},
    thread::JoinHandle,
    time::Duration,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::Value;

use super::seed::{self, DB, SECRET};

/// A folder for the program's data, with the accounts of the seed or with nothing.
pub(crate) struct Home(tempfile::TempDir);

/// A running `dsforge serve`. It is killed when this is dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) url: String,
    stdin: Option<ChildStdin>,
    said: Option<JoinHandle<String>>,
}

/// Somebody who asks the program over the network.
#[derive(Clone)]
pub(crate) struct Client {
    address: String,
    pub(crate) token: Option<String>,
}

/// What came back over the network.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Home {
    pub(crate) fn empty() -> Self {
        Self(tempfile::TempDir::new().expect("a folder"))
    }

    /// ada and grace have accounts.
    pub(crate) fn with_accounts() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let home = Self(runtime.block_on(seed::copy()));
        for name in [DB, SECRET] {
            make_private(&home.path().join(name));
        }
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// A file in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A command on this data, with no settings but those given, and no model server.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dsforge"));
        command
            .args(arguments)
            .arg("--data-dir")
            .arg(self.path())
            .arg("--secret-file")
            .arg(self.file(SECRET))
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("OLLAMA_HOST", "127.0.0.1:9")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program")
    }

    /// Runs a command to its end with something on its standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("a program that reads");
        child.wait_with_output().expect("the program")
    }

    /// Starts the server on any free port and waits until it is ready.
    pub(crate) fn serve(&self) -> Program {
        self.serve_with(&["--port", "0", "--demo"], &[])
    }

    pub(crate) fn serve_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Program {
        let mut command = self.command(&[&["serve", "--no-open"], arguments].concat());
        command.envs(environment.iter().copied());
        Program::start(command)
    }
}

#[cfg(unix)]
fn make_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("permissions");
}

#[cfg(not(unix))]
fn make_private(_: &Path) {}

impl Program {
    /// Starts a command that serves, and waits until it is ready.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let stdin = child.stdin.take();
        let mut errors = child.stderr.take().expect("a pipe");
        let said = std::thread::spawn(move || {
            let mut text = String::new();
            drop(errors.read_to_string(&mut text));
            text
        });
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        lines.read_line(&mut line).expect("a line");
        let Some(url) = line.trim().strip_prefix("dsforge is ready at ").map(str::to_owned) else {
            drop(child.kill());
            panic!("not ready: {line}{}", said.join().unwrap_or_default());
        };
        Self { child, url, stdin, said: Some(said) }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// Nobody in particular.
    pub(crate) fn client(&self) -> Client {
        Client { address: self.address().to_owned(), token: None }
    }

    /// Pulls the plug.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("a running program");
        self.child.wait().expect("the program's end");
    }

    /// Asks it to end, as a system does, and says how it ended and what it printed to standard error.
    #[cfg(unix)]
    pub(crate) fn terminate(self) -> (ExitStatus, String) {
        use rustix::process::{Pid, Signal, kill_process};
        let pid = Pid::from_child(&self.child);
        kill_process(pid, Signal::TERM).expect("a running program");
        self.wait()
    }

    /// Waits for its end.
    pub(crate) fn wait(mut self) -> (ExitStatus, String) {
        drop(self.stdin.take());
        let status = self.child.wait().expect("the program's end");
        let said = self.said.take().and_then(|said| said.join().ok()).unwrap_or_default();
        (status, said)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Client {
    pub(crate) fn signed_in(&self, username: &str, password: &str) -> Self {
        let credentials = BASE64_STANDARD.encode(format!("{username}:{password}"));
        let reply =
            self.send("POST", "/api/login", &[("Authorization", &format!("Basic {credentials}"))], "");
        self.with_token(reply.expect(200)["token"].as_str().map(str::to_owned))
    }

    /// The same program, asked with another token or with none.
    pub(crate) fn with_token(&self, token: Option<String>) -> Self {
        Self { address: self.address.clone(), token }
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], "")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, &[], &body.to_string())
    }

    pub(crate) fn put(&self, path: &str, body: &Value) -> Reply {
        self.send("PUT", path, &[], &body.to_string())
    }

    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        self.try_send(method, path, headers, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// One request on a connection of its own.
    pub(crate) fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> std::io::Result<Reply> {
        let stream = self.ask(method, path, headers, body)?;
        let mut answer = Vec::new();
        (&stream).read_to_end(&mut answer)?;
        let broken = || std::io::Error::other("the answer broke off");
        let (head, body) = split_once(&answer, b"\r\n\r\n").ok_or_else(broken)?;
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
        let is_chunked = head.contains("transfer-encoding: chunked");
        let body = if is_chunked { whole(body).ok_or_else(broken)? } else { body.to_vec() };
        Ok(Reply { status, text: String::from_utf8(body).map_err(|_| broken())? })
    }

    /// Sends a request and leaves its answer on the connection, which ends with the value.
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let mut out = BufWriter::new(&stream);
        write!(out, "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address)?;
        for (name, value) in headers {
            write!(out, "{name}: {value}\r\n")?;
        }
        if let Some(token) = &self.token {
            write!(out, "Authorization: Bearer {token}\r\n")?;
        }
        if !body.is_empty() {
            write!(out, "Content-Type: application/json\r\nContent-Length: {}\r\n", body.len())?;
        }
        write!(out, "\r\n{body}")?;
        out.flush()?;
        drop(out);
        Ok(stream)
    }
}

/// A chunked body put together; nothing when it is not whole.
fn whole(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let (size, rest) = split_once(chunks, b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(size).ok()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        chunks = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

fn split_once<'a>(bytes: &'a [u8], by: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(by.len()).position(|window| window == by)?;
    Some((&bytes[..at], &bytes[at + by.len()..]))
}

impl Reply {
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        if self.text.is_empty() { Value::Null } else { serde_json::from_str(&self.text).expect("JSON") }
    }
}
