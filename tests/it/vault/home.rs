//! The real program, in a folder of its own.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::Mutex,
};

use serde_json::Value;

pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    pub(crate) fn db(&self) -> PathBuf {
        self.data().join("app.db")
    }

    pub(crate) fn secret(&self) -> PathBuf {
        self.path().join("config").join("secret.json")
    }

    /// A command, with nothing of this process's environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dsforge"));
        command.args(arguments).arg("--data-dir").arg(self.data()).arg("--secret-file").arg(self.secret());
        command.env_clear().current_dir(self.path());
        // Nobody listens there, and a test must not find a model server of whoever runs it.
        command.env("OLLAMA_HOST", "127.0.0.1:1");
        command
    }

    /// Runs a command to its end with these lines on standard input.
    pub(crate) fn run(&self, arguments: &[&str], lines: &[&str]) -> Outcome {
        run(self.command(arguments), lines)
    }

    /// Makes Ada, and gives her recovery code.
    pub(crate) fn add_ada(&self, password: &str) -> String {
        let added = self.run(&["user", "add", "ada", "--password-stdin"], &[password]);
        assert_eq!(added.code, Some(0), "{added:?}");
        let code = added.stdout.lines().find_map(|line| line.strip_prefix("Recovery code: "));
        code.expect("a recovery code").to_owned()
    }

    /// Starts the server and waits until it is ready.
    pub(crate) fn serve(&self) -> Server {
        serve_with(self.command(&["serve", "--port", "0", "--no-open", "--demo"]))
    }
}

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// None when a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn run(mut command: Command, lines: &[&str]) -> Outcome {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let input = lines.iter().fold(String::new(), |input, line| input + line + "\n");
    // A command that refuses early does not read what it was given.
    let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Outcome { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

/// Starts a server and waits until it is ready.
pub(crate) fn serve_with(mut command: Command) -> Server {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut ready = String::new();
    let stdout = child.stdout.take().expect("its output");
    BufReader::new(stdout).read_line(&mut ready).expect("a line");
    let address = ready.trim().strip_prefix("dsforge is ready at http://").map(str::to_owned);
    let Some(address) = address else {
        let mut why = String::new();
        let _ = child.stderr.take().expect("its errors").read_to_string(&mut why);
        panic!("not ready: {ready}{why}");
    };
    Server { child: Mutex::new(child), address }
}

/// A running server; killed when it is dropped.
pub(crate) struct Server {
    child: Mutex<Child>,
    address: String,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{} {text}", self.status))
    }
}

impl Server {
    /// The host and the port it listens on.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Ends it at once, as SIGKILL does.
    pub(crate) fn kill(self) {
        self.strike();
    }

    /// The same, while others still ask.
    pub(crate) fn strike(&self) {
        let mut child = self.child.lock().expect("a process");
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
    }

    /// Waits until it has ended by itself.
    pub(crate) fn wait(self) {
        self.child.lock().expect("a process").wait().expect("it ends");
    }

    /// One request on a connection of its own. An error means that there was no whole answer.
    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        authorization: Option<&str>,
        body: Option<&Value>,
    ) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(&self.address)?;
        let body = body.map(Value::to_string).unwrap_or_default();
        let authorization =
            authorization.map(|value| format!("Authorization: {value}\r\n")).unwrap_or_default();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{authorization}\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        parse(&bytes).ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
    }

    /// Signs in and gives the value of the header for further requests.
    pub(crate) fn login(&self, username: &str, password: &str) -> String {
        use base64::{Engine, prelude::BASE64_STANDARD};
        let basic = format!("Basic {}", BASE64_STANDARD.encode(format!("{username}:{password}")));
        let answer = self.ask("POST", "/api/login", Some(&basic), None).expect("an answer");
        let token = answer.json();
        format!("Bearer {}", token["token"].as_str().unwrap_or_else(|| panic!("{token}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(child) = self.child.get_mut() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let rest = &bytes[end + 4..];
    let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let body = if header("transfer-encoding:") == Some("chunked") {
        unchunked(rest)?
    } else {
        let length = header("content-length:").and_then(|value| value.parse().ok()).unwrap_or_default();
        rest.get(..length)?.to_vec()
    };
    Some(Answer { status, body })
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|window| window == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).ok()?, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(line + 2..line + 2 + size)?);
        rest = rest.get(line + 2 + size + 2..)?;
    }
}
